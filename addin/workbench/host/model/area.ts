/** The grid of an Excel worksheet. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** A rectangle of cells; row and column count from zero. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export const WHOLE_SHEET: Area = { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS };

/** True when the area takes whole columns of the sheet. */
export function isEntireColumn(area: Area): boolean {
  return area.rows === MAX_ROWS;
}

/** True when the area takes whole rows of the sheet. */
export function isEntireRow(area: Area): boolean {
  return area.columns === MAX_COLUMNS;
}

/** The number of cells in the area. */
export function cellCount(area: Area): number {
  return area.rows * area.columns;
}

/** The rectangle that both areas share, or null. */
export function intersect(a: Area, b: Area): Area | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}

/** The smallest rectangle that holds both areas. */
export function bounding(a: Area, b: Area): Area {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

/** True when every cell of inner is in outer. */
export function contains(outer: Area, inner: Area): boolean {
  const shared = intersect(outer, inner);
  return shared !== null && cellCount(shared) === cellCount(inner);
}

/** True when both are the same rectangle. */
export function sameArea(a: Area, b: Area): boolean {
  return a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/** What is left of an area when a hole is cut out of it: up to four rectangles. */
export function subtract(area: Area, hole: Area): Area[] {
  const cut = intersect(area, hole);
  if (cut === null) return [area];
  const below = cut.row + cut.rows;
  const right = cut.column + cut.columns;
  return [
    { ...area, rows: cut.row - area.row },
    { ...area, row: below, rows: area.row + area.rows - below },
    { row: cut.row, column: area.column, rows: cut.rows, columns: cut.column - area.column },
    { row: cut.row, column: right, rows: cut.rows, columns: area.column + area.columns - right },
  ].filter((part) => part.rows > 0 && part.columns > 0);
}

/** True when the area lies on the sheet. */
export function isOnSheet(area: Area): boolean {
  return area.rows > 0 && area.columns > 0 && contains(WHOLE_SHEET, area);
}

/** The area that one cell takes. */
export function cellArea(row: number, column: number): Area {
  return { row, column, rows: 1, columns: 1 };
}
