import type { Area } from './area.js';
import { wireValue } from './cell.js';
import { ModelError } from './model-error.js';
import { type Sheet, copyCell } from './sheet.js';
import type { Workbook } from './workbook.js';

/** What came of removing duplicates: how many rows went, and how many are left. */
export interface DuplicatesRemoved {
  readonly removed: number;
  readonly uniqueRemaining: number;
}

/**
 * Takes out the rows of an area that are like one above them in some columns; those below move up.
 * @param columns what is compared, counted in columns of the area
 */
export function removeDuplicates(
  workbook: Workbook,
  sheet: Sheet,
  area: Area,
  columns: readonly number[],
  hasHeader: boolean,
): DuplicatesRemoved {
  if (columns.length === 0 || columns.some((column) => column < 0 || column >= area.columns)) {
    throw new ModelError('InvalidArgument');
  }
  const first = area.row + (hasHeader ? 1 : 0);
  const rows = Array.from({ length: area.row + area.rows - first }, (_, offset) => first + offset);
  const seen = new Set<string>();
  const kept = rows.filter((row) => {
    const values = columns.map((column) => wireValue(sheet.value(row, area.column + column)));
    const key = JSON.stringify(values.map((value) => (typeof value === 'string' ? value.toLowerCase() : value)));
    return seen.size < seen.add(key).size;
  });
  const places = Array.from({ length: area.columns }, (_, offset) => area.column + offset);
  const lines = kept.map((row) => places.map((column) => copyCell(sheet.cells.at(row, column))));
  rows.forEach((row, index) => {
    places.forEach((column, place) => sheet.cells.put(row, column, lines[index]?.[place]));
  });
  workbook.changed(sheet, area, 'RangeEdited');
  return { removed: rows.length - kept.length, uniqueRemaining: kept.length };
}
