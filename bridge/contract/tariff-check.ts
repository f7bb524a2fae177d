/** Something that is wrong with a rate file, or only looks wrong. */
export interface TariffProblem {
  /** An error keeps a bill from being priced; a warning is priced as written. */
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case. */
  readonly code: string;
  /** What it is, naming class and field, without the place. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly fix: string;
  /** Lines and columns count from 1. */
  readonly line: number;
  readonly column: number;
}
