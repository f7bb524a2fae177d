import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import { hasHeadersOf, type BoundTable, type BoundWorkbook } from './bound-sheet.js';
import { hasMark, isMarked, MARK_CELL } from './pull-mark.js';

/** The sheet in front is the person's copy of a sheet that Curbstop pulled; only the original is pushed. */
export interface SheetCopy {
  readonly isCopy: true;
  readonly sheetName: string;
  readonly kind: SheetKindId;
  /** Null once the original was deleted while there are more copies of it, so that none can take its place. */
  readonly originalSheetName: string | null;
  /** All copies of a deleted original, with the one in front. */
  readonly copies: readonly string[];
}

/** Finds whether the active sheet holds a copy of a pulled table. */
export async function findCopy(context: Excel.RequestContext, workbook: BoundWorkbook): Promise<SheetCopy | null> {
  const { activeSheetName: sheetName, bound, disputed } = workbook;
  const dispute = disputed.find(({ sheetNames }) => sheetNames.includes(sheetName));
  if (dispute !== undefined) {
    const { kind, sheetNames: copies } = dispute;
    return { isCopy: true, sheetName, kind, originalSheetName: null, copies };
  }
  const tables = workbook.unbound.filter(({ worksheet }) => worksheet.name === sheetName);
  if (tables.length === 0 || bound.length === 0) return null;
  const headers = tables.map((table) => table.columns.load('items/name'));
  const mark = context.workbook.worksheets.getActiveWorksheet().getRange(MARK_CELL).load('values');
  await context.sync();

  const text = String(mark.values[0]?.[0]);
  const likely = bound.filter(({ binding }) => headers.some(({ items }) => hasHeadersOf(binding, items)));
  const original = likely.find(({ binding }) => isMarked(text, binding.pullId)) ?? (hasMark(text) ? null : likely[0]);
  return original ? copyOf(original, sheetName) : null;
}

function copyOf({ binding: { kind }, sheetName: originalSheetName }: BoundTable, sheetName: string): SheetCopy {
  return { isCopy: true, sheetName, kind, originalSheetName, copies: [] };
}
