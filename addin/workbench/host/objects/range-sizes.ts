import type { RangeTarget } from '../model/range-target.js';
import { STANDARD_ROW_HEIGHT, type Sheet } from '../model/sheet.js';

/** The height of a row in points; nothing when it does not show. */
export function rowHeight(sheet: Sheet, row: number): number {
  return sheet.isRowHidden(row) ? 0 : (sheet.rows.get(row)?.size ?? STANDARD_ROW_HEIGHT);
}

/** The width of a column in points; nothing when it does not show. */
export function columnWidth(sheet: Sheet, column: number): number {
  const settings = sheet.columns.get(column);
  return settings?.hidden === true ? 0 : (settings?.size ?? sheet.standardWidth);
}

/** The distance of a row from the top of the sheet, in points. */
export function rowPlace(sheet: Sheet, row: number): number {
  let place = row * STANDARD_ROW_HEIGHT;
  for (const line of sheet.rows.keys()) if (line < row) place += rowHeight(sheet, line) - STANDARD_ROW_HEIGHT;
  return place;
}

/** The distance of a column from the left of the sheet, in points. */
export function columnPlace(sheet: Sheet, column: number): number {
  let place = column * sheet.standardWidth;
  for (const line of sheet.columns.keys()) if (line < column) place += columnWidth(sheet, line) - sheet.standardWidth;
  return place;
}

/** The height or the width of a range in points. */
export function sumOfSizes({ sheet, area }: RangeTarget, axis: 'rows' | 'columns'): number {
  if (axis === 'rows') return rowPlace(sheet, area.row + area.rows) - rowPlace(sheet, area.row);
  return columnPlace(sheet, area.column + area.columns) - columnPlace(sheet, area.column);
}
