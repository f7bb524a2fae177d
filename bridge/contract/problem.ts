import { z } from 'zod';
import { rebillOfferSchema } from './sheets/rebill.js';

/** One thing wrong with one row or cell of a sheet, or one line of a file: what happened, where, and what to do. */
export const issueSchema = z.object({
  code: z.string(),
  /** The row's key in a sheet, or "line 12" in a file; empty when the whole is meant. */
  rowKey: z.string(),
  /** The row's number in the worksheet as it was sent, where the issue is of one row: keys can be doubled or gone. */
  sheetRow: z.number().int().optional(),
  /** The column's id in a sheet, or the field's name in a file; empty when the row is meant. */
  column: z.string(),
  /** What stands there, where the person can say what it means. */
  value: z.string().optional(),
  /** The Rebill sheet in which it is put right, where it is. */
  rebill: rebillOfferSchema.optional(),
  message: z.string(),
  fix: z.string(),
});
export type Issue = z.infer<typeof issueSchema>;

/** RFC 9457 problem details, as every failing request answers. `code` is stable; `fix` says what to do. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  fix: z.string(),
  issues: z.array(issueSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export interface CurbstopErrorFacts {
  /** Stable, kebab-case. */
  readonly code: string;
  /** What happened and where, as a sentence for the person. */
  readonly message: string;
  /** What the person can do, as a sentence. */
  readonly fix: string;
  /** The HTTP status that fits; 422 unless told. */
  readonly status?: number;
  readonly issues?: readonly Issue[];
  /** The data that a bill lacks, by name, where that is what is wrong: "winter_average", "carts" ... */
  readonly missing?: string;
}

/** A refusal that a person can understand and mend; anything else thrown is a defect. */
export class CurbstopError extends Error {
  readonly code: string;
  readonly fix: string;
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly missing: string | null;

  constructor(facts: CurbstopErrorFacts) {
    super(facts.message);
    this.name = 'CurbstopError';
    this.code = facts.code;
    this.fix = facts.fix;
    this.status = facts.status ?? 422;
    this.issues = facts.issues ?? [];
    this.missing = facts.missing ?? null;
  }
}
