import type { TariffError, TariffPosition } from '../../../contract/tariff-document.js';

/** Something that is wrong with a rate file, or only looks wrong. */
export interface TariffProblem {
  /** An error keeps a bill from being priced; a warning is priced as written. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** What it is, as a clause that names class and field, without the place. */
  readonly what: string;
  readonly fix: string;
  readonly line: number;
  readonly column: number;
}

export function errorAt({ code, what, fix }: TariffProblemText, at: TariffPosition): TariffProblem {
  return { severity: 'error', code, what, fix, line: at.line, column: at.column };
}

export function warningAt(text: TariffProblemText, at: TariffPosition): TariffProblem {
  return { ...errorAt(text, at), severity: 'warning' };
}

/** The problem that an error names. */
export function problemOf({ code, what, fix, line, column }: TariffError): TariffProblem {
  return { severity: 'error', code, what, fix, line: line ?? 1, column: column ?? 1 };
}

export type TariffProblemText = Pick<TariffProblem, 'code' | 'what' | 'fix'>;
