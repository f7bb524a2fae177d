import type { Issue } from '../../contract/problem.js';

/** What is wrong with a cell of a row of the Meters sheet. */
export function meterIssue(
  { key, sheetRow }: { readonly key: string; readonly sheetRow: number },
  column: string,
  code: string,
  message: string,
  fix: string,
): Issue {
  return { code, rowKey: key, sheetRow, column, message, fix };
}
