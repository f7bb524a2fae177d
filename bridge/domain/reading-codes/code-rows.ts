import type { ReadingCode } from '../../contract/settings/reading-codes.js';

/** A row of the Reading Codes sheet. */
export interface CodeRow {
  readonly format: string | null;
  readonly kind: string | null;
  readonly code: string | null;
  readonly words: string | null;
  readonly severity: string | null;
  readonly action: string | null;
  readonly means: string | null;
}

/** The codes, a row for each; what a code means beside its words is left empty where that is nothing. */
export function codeRows(codes: readonly ReadingCode[]): CodeRow[] {
  return codes.map((code) => ({ ...code, means: code.means === 'nothing' ? null : code.means }));
}

/** A row's key: its code as it is written. No two rows are of one code. */
export function codeRowKey({ format, kind, code }: Pick<CodeRow, 'format' | 'kind' | 'code'>): string {
  return `${format}/${kind}/${code}`;
}
