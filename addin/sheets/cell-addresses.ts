import { columnLetter } from './sheet-layout.js';

export interface CellPlace {
  /** Counted from 0 in the worksheet. */
  readonly row: number;
  readonly column: number;
}

/** The addresses of cells, with cells below each other drawn together into one block. */
export function blockAddresses(cells: readonly CellPlace[]): string[] {
  const sorted = [...cells].sort((a, b) => a.column - b.column || a.row - b.row);
  const blocks: { column: number; first: number; last: number }[] = [];
  for (const { row, column } of sorted) {
    const block = blocks.at(-1);
    if (block !== undefined && block.column === column && row <= block.last + 1) block.last = row;
    else blocks.push({ column, first: row, last: row });
  }
  return blocks.map(({ column, first, last }) => {
    const letter = columnLetter(column);
    return first === last ? `${letter}${first + 1}` : `${letter}${first + 1}:${letter}${last + 1}`;
  });
}
