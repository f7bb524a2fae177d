import { columnLetter } from './sheet-layout.js';

/** Excel takes so many characters of addresses at once. */
const ADDRESS_LENGTH_MAX = 8_000;

export interface CellPlace {
  /** Counted from 0 in the worksheet. */
  readonly row: number;
  readonly column: number;
}

/** The addresses of cells as few comma-separated lists, with cells below each other drawn together. */
export function groupedAddresses(cells: readonly CellPlace[]): string[] {
  const lists: string[] = [];
  for (const run of runsOf(cells)) {
    const last = lists.at(-1);
    if (last === undefined || last.length + run.length >= ADDRESS_LENGTH_MAX) lists.push(run);
    else lists[lists.length - 1] = `${last},${run}`;
  }
  return lists;
}

function runsOf(cells: readonly CellPlace[]): string[] {
  const sorted = [...cells].sort((a, b) => a.column - b.column || a.row - b.row);
  const runs: { column: number; first: number; last: number }[] = [];
  for (const { row, column } of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.column === column && row <= run.last + 1) run.last = row;
    else runs.push({ column, first: row, last: row });
  }
  return runs.map(({ column, first, last }) => {
    const letter = columnLetter(column);
    return first === last ? `${letter}${first + 1}` : `${letter}${first + 1}:${letter}${last + 1}`;
  });
}
