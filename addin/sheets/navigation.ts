import { CurbstopError } from '../../bridge/contract/problem.js';
import { requireBoundSheet } from './bound-sheet.js';
import { inWorkbook, whenAllowed } from './workbook-session.js';

/**
 * Selects the cell of a row's issue, or the row's key when the issue names no column. Without a row it goes to the
 * sheet. Throws a CurbstopError when the row is no longer there.
 */
export function goToCell(sheetName: string, rowKey: string, columnId: string): Promise<void> {
  return inWorkbook(async (context) => {
    const bound = await requireBoundSheet(context, { sheetName });
    const key = bound.columns.get(bound.kind.columns[0]?.id ?? '');
    const column = bound.columns.get(columnId) ?? key;
    const body = bound.table.getDataBodyRange();
    const keys = body.getColumn(key?.index ?? 0);
    keys.load('values');
    await context.sync();
    const row = keys.values.findIndex(([cell]) => String(cell).trim() === rowKey);
    if (rowKey !== '' && row < 0) throw rowGone(sheetName, rowKey);
    const target = rowKey === '' ? bound.table.getHeaderRowRange() : body;
    await whenAllowed(async () => {
      bound.table.worksheet.activate();
      target.getCell(Math.max(row, 0), column?.index ?? 0).select();
      await context.sync();
    });
  });
}

function rowGone(sheetName: string, rowKey: string): CurbstopError {
  return new CurbstopError({
    code: 'row-gone',
    message: `The row "${rowKey}" is not in the sheet "${sheetName}" any more.`,
    fix: 'Undo until it is back, or preview again.',
  });
}
