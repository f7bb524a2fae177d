import { CurbstopError } from '../../bridge/contract/problem.js';
import { requireBoundSheet } from './required-sheet.js';
import { findRow } from './row-finder.js';
import { inWorkbook, whenAllowed } from './workbook-session.js';

/** The cell of an issue or a conflict, in the sheet of a pull. */
export interface SheetCellPlace {
  readonly pullId: string;
  /** '' when the row had no key, or when the issue is of the whole sheet. */
  readonly rowKey: string;
  /** The row's number in the worksheet when it was sent; tells rows with the same key or without one apart. */
  readonly sheetRow?: number | undefined;
  /** '' when the whole row is meant. */
  readonly columnId: string;
}

/** hidden: the cell is selected but not to be seen, because a filter or the person hides its row. */
export interface GoToResult {
  readonly found: 'shown' | 'hidden';
  /** The row's number in the worksheet now. */
  readonly sheetRow: number;
}

interface FoundCell {
  readonly table: Excel.Table;
  readonly cell: Excel.Range;
}

/**
 * Selects the cell of a row's issue, or the row's key when the issue names no column. Without a row it goes to the
 * sheet's header. Throws a CurbstopError when the sheet or the row is no longer there.
 */
export function goToCell(place: SheetCellPlace): Promise<GoToResult> {
  return inWorkbook(async (context) => select(context, await findCell(context, place)));
}

/** As {@link goToCell}, but first clears the table's filters and unhides the row. */
export function showCell(place: SheetCellPlace): Promise<GoToResult> {
  return inWorkbook(async (context) => {
    const found = await findCell(context, place);
    found.table.clearFilters();
    found.cell.rowHidden = false;
    return select(context, found);
  });
}

async function findCell(context: Excel.RequestContext, place: SheetCellPlace): Promise<FoundCell> {
  const { table, kind, columns, sheetName } = await requireBoundSheet(context, { pullId: place.pullId });
  const key = columns.get(kind.columns[0]?.id ?? '');
  const columnIndex = (columns.get(place.columnId) ?? key)?.index ?? 0;
  const { rowKey, sheetRow } = place;
  if (rowKey === '' && sheetRow === undefined) {
    return { table, cell: table.getHeaderRowRange().getCell(0, columnIndex) };
  }
  const body = table.getDataBodyRange();
  const keys = body.getColumn(key?.index ?? 0);
  keys.load('values,rowIndex');
  await context.sync();
  const texts = keys.values.map(([cell]) => String(cell).trim());
  const row = findRow(texts, keys.rowIndex, { key: rowKey, sheetRow });
  if (row === null) throw rowGone(sheetName, place);
  return { table, cell: body.getCell(row, columnIndex) };
}

async function select(context: Excel.RequestContext, { table, cell }: FoundCell): Promise<GoToResult> {
  cell.load('rowIndex,rowHidden');
  await context.sync();
  await whenAllowed(async () => {
    table.worksheet.activate();
    cell.select();
    await context.sync();
  });
  return { found: cell.rowHidden ? 'hidden' : 'shown', sheetRow: cell.rowIndex + 1 };
}

function rowGone(sheetName: string, { rowKey, sheetRow }: SheetCellPlace): CurbstopError {
  const row = rowKey === '' ? `The row without a key that was row ${sheetRow}` : `The row "${rowKey}"`;
  return new CurbstopError({
    code: 'row-gone',
    message: `${row} is not in the sheet "${sheetName}" any more.`,
    fix: 'Undo until it is back, or preview again.',
  });
}
