import { z } from 'zod';

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

/** Problems of a rate file that one refusal lists. */
export const TARIFF_PROBLEMS_SHOWN_MAX = 5_000;

/** One bill to price: a class, and the account's data as text by name. */
export const tariffCaseSchema = z.object({
  class: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
});
export type TariffCase = z.infer<typeof tariffCaseSchema>;

/** A priced case: decimal text, exact, and cents; or why it can't be priced. */
export type TariffCaseReply =
  | {
      readonly bill: string;
      readonly bill_cents: number;
      readonly components: Readonly<Record<string, string>>;
    }
  | { readonly error: { readonly code: string; readonly message: string; readonly line: number | null } };
