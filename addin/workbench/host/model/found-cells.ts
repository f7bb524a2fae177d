import { type Area, cellArea } from './area.js';
import type { Sheet } from './sheet.js';

/** How a text is looked for (Excel.SearchCriteria and WorksheetSearchCriteria). */
export interface Search {
  readonly completeMatch: boolean;
  readonly matchCase: boolean;
}

/** The cells of an area that show a text, by rows. */
export function cellsWithText(sheet: Sheet, area: Area, text: string, search: Search): Area[] {
  const fold = (shown: string): string => (search.matchCase ? shown : shown.toLowerCase());
  const wanted = fold(text);
  const filled = sheet.cells.filled(area);
  return [...(filled === null ? [] : sheet.cells.inside(filled))].flatMap(({ row, column }) => {
    const shown = fold(sheet.text(row, column));
    const matches = search.completeMatch ? shown === wanted : shown !== '' && shown.includes(wanted);
    return matches ? [cellArea(row, column)] : [];
  });
}

export type Direction = 'Left' | 'Right' | 'Up' | 'Down';

/** Where Ctrl and an arrow key lead from a cell: the end of the block that it is in, else the next block, else the sheet's edge. */
export function edgeFrom(
  sheet: Sheet,
  start: { row: number; column: number },
  direction: Direction,
  last: { row: number; column: number },
): { row: number; column: number } {
  const down = { Up: -1, Down: 1, Left: 0, Right: 0 }[direction];
  const right = { Left: -1, Right: 1, Up: 0, Down: 0 }[direction];
  const step = (at: { row: number; column: number }): { row: number; column: number } => ({
    row: at.row + down,
    column: at.column + right,
  });
  const isOn = ({ row, column }: { row: number; column: number }): boolean =>
    row >= 0 && column >= 0 && row <= last.row && column <= last.column;
  const holds = ({ row, column }: { row: number; column: number }): boolean => sheet.value(row, column) !== '';
  const extent = sheet.cells.extent();
  const mayHold = ({ row, column }: { row: number; column: number }): boolean =>
    down + right < 0 || (row < extent.rows && column < extent.columns);
  let at = step(start);
  if (!isOn(at)) return start;
  if (holds(start) && holds(at)) {
    while (isOn(step(at)) && holds(step(at))) at = step(at);
    return at;
  }
  while (isOn(step(at)) && !holds(at)) {
    if (!mayHold(at)) return { row: down > 0 ? last.row : at.row, column: right > 0 ? last.column : at.column };
    at = step(at);
  }
  return at;
}
