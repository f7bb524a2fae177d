import { type Area, bounding, cellArea } from '../model/area.js';
import { type Cell, valueType } from '../model/cell.js';
import type { RangeTarget } from '../model/range-target.js';
import { asOneOf } from '../protocol/arguments.js';

const KINDS = ['Constants', 'Formulas', 'Blanks', 'Visible'] as const;

const VALUE_KINDS: Readonly<Record<string, readonly string[]>> = {
  All: ['String', 'Double', 'Boolean', 'Error'],
  Errors: ['Error'],
  Logical: ['Boolean'],
  LogicalNumbers: ['Boolean', 'Double'],
  LogicalText: ['Boolean', 'String'],
  Numbers: ['Double'],
  NumbersText: ['Double', 'String'],
  Text: ['String'],
};

// Cells that follow each other in a row become one area, and equal stretches of rows below each other too.
function joined(areas: readonly Area[]): Area[] {
  const rows: Area[] = [];
  for (const area of areas) {
    const last = rows.at(-1);
    if (last?.row === area.row && last.column + last.columns === area.column)
      rows[rows.length - 1] = bounding(last, area);
    else rows.push(area);
  }
  const blocks: Area[] = [];
  for (const area of rows) {
    const index = blocks.findIndex(
      (block) => block.column === area.column && block.columns === area.columns && block.row + block.rows === area.row,
    );
    const above = blocks[index];
    if (above === undefined) blocks.push(area);
    else blocks[index] = bounding(above, area);
  }
  return blocks;
}

/** The areas of a range with cells of a kind (Excel.SpecialCellType). */
export function cellsOfType({ sheet, area }: RangeTarget, type: unknown, values: unknown): Area[] {
  const kind = asOneOf(type, KINDS);
  const kinds = VALUE_KINDS[asOneOf(values ?? 'All', Object.keys(VALUE_KINDS))] ?? [];
  const within = sheet.cells.filled(area);
  if (within === null) return [];
  const wanted = (cell: Cell | undefined, row: number): boolean => {
    if (kind === 'Visible') return !sheet.isRowHidden(row);
    const empty = cell === undefined || (cell.value === '' && cell.formula === undefined);
    if (kind === 'Blanks') return empty;
    if (empty || (cell.formula !== undefined) !== (kind === 'Formulas')) return false;
    // A formula that gives empty text gives text.
    return kinds.includes(cell.value === '' ? 'String' : valueType(cell.value));
  };
  const found: Area[] = [];
  for (let row = within.row; row < within.row + within.rows; row += 1) {
    for (let column = within.column; column < within.column + within.columns; column += 1) {
      if (wanted(sheet.cells.at(row, column), row)) found.push(cellArea(row, column));
    }
  }
  return joined(found);
}
