import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import { hasHeadersOf, type BoundWorkbook } from './bound-sheet.js';

/** The sheet in front is the person's copy of a sheet that Curbstop pulled; only the original is pushed. */
export interface SheetCopy {
  readonly isCopy: true;
  readonly sheetName: string;
  readonly kind: SheetKindId;
  readonly originalSheetName: string;
}

/** Rows 1 to 3, which say what was pulled and when, tell two pulls of one kind apart. */
const TITLE = 'A1:A3';

/** Finds whether the active sheet holds a copy of a pulled table: another table with most of its headers. */
export async function findCopy(context: Excel.RequestContext, workbook: BoundWorkbook): Promise<SheetCopy | null> {
  const tables = workbook.unbound.filter(({ worksheet }) => worksheet.name === workbook.activeSheetName);
  if (tables.length === 0 || workbook.bound.length === 0) return null;
  const headers = tables.map((table) => table.columns.load('items/name'));
  const title = context.workbook.worksheets.getActiveWorksheet().getRange(TITLE).load('values');
  const titles = workbook.bound.map(({ table }) => table.worksheet.getRange(TITLE).load('values'));
  await context.sync();

  const copied = workbook.bound.map((bound, index) => ({ bound, title: titles[index]?.values }));
  const likely = copied.filter(({ bound: { binding } }) => headers.some(({ items }) => hasHeadersOf(binding, items)));
  const sameTitle = likely.find((each) => String(each.title) === String(title.values));
  const original = (sameTitle ?? likely[0])?.bound;
  if (original === undefined) return null;
  return {
    isCopy: true,
    sheetName: workbook.activeSheetName,
    kind: original.binding.kind,
    originalSheetName: original.sheetName,
  };
}
