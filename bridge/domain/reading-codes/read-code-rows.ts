import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import { codeKey, readingCodesSchema, type ReadingCode } from '../../contract/settings/reading-codes.js';
import type { CodeRow } from './code-rows.js';

/** A row as it stands in the sheet. */
export type SheetCodeRow = CodeRow & { readonly key: string; readonly sheetRow: number };

export interface ReadCodes {
  /** The codes that the rows make; null when one is not sound. */
  readonly codes: readonly ReadingCode[] | null;
  readonly issues: readonly Issue[];
}

const NEEDED = ['format', 'kind', 'code', 'words', 'severity', 'action'] as const;

/** Makes codes of the sheet's rows; all that is wrong is told at its row. `formats` are those in which codes come. */
export function readCodeRows(rows: readonly SheetCodeRow[], formats: readonly string[]): ReadCodes {
  const issues = [...rows.flatMap((row) => cellIssues(row, formats)), ...doubledRows(rows)];
  if (issues.length > 0) return { codes: null, issues };
  const checked = readingCodesSchema.safeParse(rows.map(toCode));
  if (checked.success) return { codes: checked.data, issues: [] };
  const found = checked.error.issues.map(({ path, message }) => schemaIssue(rows, path, message));
  return { codes: null, issues: found };
}

function toCode({ format, kind, code, words, severity, action, means }: SheetCodeRow): Record<string, unknown> {
  return { format, kind, code, words, severity, action, means: means ?? 'nothing' };
}

function cellIssues(row: SheetCodeRow, formats: readonly string[]): Issue[] {
  const issues: Issue[] = NEEDED.filter((column) => row[column] === null).map((column) =>
    issueAt(row, column, 'missing', `The ${column} is empty.`, 'Fill it, or clear the whole row.'),
  );
  if (row.format !== null && !formats.includes(row.format)) {
    const message = `No reading file comes in the format "${row.format}".`;
    issues.push(issueAt(row, 'format', 'unknown-format', message, `Type one of ${formats.join(', ')}.`));
  }
  if (row.means !== null && row.kind !== null && row.kind !== 'read') {
    const message = `A ${row.kind} code says nothing of how the reading came.`;
    issues.push(issueAt(row, 'means', 'not-of-kind', message, 'Clear Means, or make it a read code.'));
  }
  return issues;
}

function doubledRows(rows: readonly SheetCodeRow[]): Issue[] {
  return [...groupBy(rows, codeKey).values()].flatMap(([first, ...others]) =>
    others.map((row) => {
      const same = first?.code === row.code ? '' : `, and ${row.code} is the same`;
      const message = `Row ${first?.sheetRow} has the ${row.kind} code ${first?.code} of ${row.format} already${same}.`;
      return issueAt(row, 'code', 'doubled', message, 'Keep one of the two rows.');
    }),
  );
}

function schemaIssue(rows: readonly SheetCodeRow[], path: readonly PropertyKey[], message: string): Issue {
  const [index, column = 'code'] = path;
  const row = rows[Number(index)];
  const fix = 'Correct the row.';
  if (row === undefined) return { code: 'codes-unsound', rowKey: '', column: '', message: `${message}.`, fix };
  return issueAt(row, String(column), 'code-unsound', `The ${String(column)} is not right: ${message}.`, fix);
}

function issueAt(row: SheetCodeRow, column: string, code: string, message: string, fix: string): Issue {
  return { code, rowKey: row.key, sheetRow: row.sheetRow, column, message, fix };
}
