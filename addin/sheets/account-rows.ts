import { CurbstopError } from '../../bridge/contract/problem.js';
import { ACCOUNT_COLUMN } from './account-column.js';
import { requireBoundSheet } from './required-sheet.js';
import { inWorkbook } from './workbook-session.js';

/** A row of a sheet that names an account. */
export interface AccountRow {
  /** '' for a row that has no key yet. */
  readonly rowKey: string;
  /** The row's number in the worksheet. */
  readonly sheetRow: number;
  /** Which of the account's rows it is, from 1, in the order of the sheet. */
  readonly place: number;
  /** How many rows the account has in the sheet. */
  readonly count: number;
}

/**
 * The row of an account in the sheet of a pull: the next below the active cell, or else the first, so that asking again
 * goes through them all. Throws a CurbstopError when the sheet is gone, or has no row of the account.
 */
export function nextRowOfAccount(pullId: string, accountId: string): Promise<AccountRow> {
  return inWorkbook(async (context) => {
    const { table, kind, columns, sheetName } = await requireBoundSheet(context, { pullId });
    const account = columns.get(ACCOUNT_COLUMN);
    if (account === undefined) throw noColumn(sheetName);
    const body = table.getDataBodyRange();
    const accounts = body.getColumn(account.index);
    const keys = body.getColumn(columns.get(kind.columns[0]?.id ?? '')?.index ?? 0);
    const active = context.workbook.getActiveCell();
    accounts.load('values,rowIndex');
    keys.load('values');
    active.load('rowIndex');
    await context.sync();
    const keyTexts = textsOf(keys);
    const rows = textsOf(accounts).flatMap((text, row) => (text === accountId ? [row] : []));
    const below = rows.findIndex((row) => accounts.rowIndex + row > active.rowIndex);
    const index = Math.max(below, 0);
    const row = rows[index];
    if (row === undefined) throw notInSheet(accountId, sheetName);
    const rowKey = keyTexts[row] ?? '';
    return { rowKey, sheetRow: accounts.rowIndex + row + 1, place: index + 1, count: rows.length };
  });
}

function textsOf(column: Excel.Range): string[] {
  return column.values.map(([cell]) => String(cell).trim());
}

function notInSheet(accountId: string, sheetName: string): CurbstopError {
  return new CurbstopError({
    code: 'account-not-in-sheet',
    message: `Account ${accountId} is not in the sheet "${sheetName}".`,
    fix: 'Choose another sheet, or pull one that has the account.',
  });
}

function noColumn(sheetName: string): CurbstopError {
  return new CurbstopError({
    code: 'no-account-column',
    message: `The sheet "${sheetName}" has no column with the account any more.`,
    fix: 'Undo until it is back, or pull again.',
  });
}
