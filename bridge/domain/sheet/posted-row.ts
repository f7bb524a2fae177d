import type { Issue } from '../../contract/problem.js';
import type { RowChange } from './compare-rows.js';

/** The receipts of a row that was posted. */
export interface PostedRow {
  readonly receipt: number;
  /** The receipt that reversed it; null while it stands. */
  readonly reversedBy: number | null;
}

/** What a row is told that was changed after it was posted: what is posted stays as it was pushed. */
export function alreadyPosted({ key, sheetRow, changedColumns }: RowChange, { receipt, reversedBy }: PostedRow): Issue {
  const reversed = reversedBy === null ? '' : `, which receipt ${reversedBy} reversed,`;
  const what = reversedBy === null ? 'the correction' : 'what is right';
  return {
    code: 'already-posted',
    rowKey: key,
    sheetRow,
    column: changedColumns[0] ?? 'key',
    message: `Row ${sheetRow} was posted with receipt ${receipt}${reversed} and can't be changed.`,
    fix: `Put the row back as it was, and enter ${what} as a new row.`,
  };
}
