import { counted } from '../../bridge/contract/counted.js';
import { groupBy } from '../../bridge/contract/group-by.js';
import type { SheetColumn, SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { ExcelCell } from './cell-values.js';
import type { ColumnCells } from './column-cells.js';
import type { PullBinding } from './pull-binding.js';

/** So many cells of a column are named in a notice; the Status of each row names its own. */
const NAMED_MAX = 3;
/** So many marks of what no longer stands in the sheet are kept: undoing brings it back. */
const FORMER_MAX = 1_000;

/** What Curbstop writes into one of the columns that it fills beside typed rows. */
export interface FilledColumn extends ColumnCells {
  readonly look: SheetColumn;
}

type WrittenCells = Pick<FilledColumn, 'look' | 'cells'>;

/** What a person typed into a column that Curbstop fills. */
export interface TypedCell {
  readonly header: string;
  /** The row of the table, from 0. */
  readonly row: number;
  readonly text: string;
  /** Curbstop writes nothing in its place: the row was pushed before. */
  readonly isKept: boolean;
}

/** Tells cells that hold what Curbstop wrote into their column, in whichever row, from those that a person typed. */
export class FilledCells {
  readonly #marks: ReadonlySet<string>;

  constructor({ filled }: Pick<PullBinding, 'filled'>) {
    this.#marks = new Set(filled);
  }

  /** Sorting, filling down and pasting whole rows move what Curbstop wrote; that is nothing typed. */
  isTyped({ id }: SheetColumn, cell: ExcelCell): boolean {
    return !isBlank(cell) && !this.#marks.has(markOf(id, cell));
  }

  /** The typed cells that do not hold what is written there anyway. `now` has the cells of each column. */
  typedIn(columns: readonly FilledColumn[], now: readonly (readonly ExcelCell[])[]): TypedCell[] {
    return columns.flatMap(({ look, cells }, at) =>
      cells.flatMap((next, row) => {
        const cell = now[at]?.[row] ?? '';
        if (cell === next || !this.isTyped(look, cell)) return [];
        return [{ header: look.header, row, text: String(cell).trim(), isKept: next === null }];
      }),
    );
  }

  /** The marks to keep once some cells are written while all others stay. */
  marksWith(columns: readonly WrittenCells[]): string[] {
    const written = columns.flatMap(({ look, cells }) =>
      cells.flatMap((cell) => (cell === null || isBlank(cell) ? [] : [markOf(look.id, cell)])),
    );
    return [...new Set([...written, ...this.#marks])];
  }

  /** The marks to keep once the columns are written: of all that stands there then, and of what was written last before. */
  marksAfter(columns: readonly FilledColumn[], now: readonly (readonly ExcelCell[])[]): string[] {
    const written = columns.flatMap(({ look, cells }, at) =>
      cells.flatMap((next, row) => {
        const cell = next ?? now[at]?.[row] ?? '';
        return isBlank(cell) || (next === null && this.isTyped(look, cell)) ? [] : [markOf(look.id, cell)];
      }),
    );
    const standing = new Set(written);
    return [...new Set([...standing, ...this.#marks])].slice(0, standing.size + FORMER_MAX);
  }
}

/** What the Status of a row says of a typed cell. */
export function typedCellStatus({ header, text, isKept }: TypedCell): string {
  const fate = isKept ? 'it is not pushed.' : 'what belongs there was put back.';
  return `"${text}" was typed in ${header}, where Curbstop writes: ${fate}`;
}

/** A sentence for each column that was typed into. `firstRow` is the worksheet's row of the table's first, from 0. */
export function typedCellNotices(kind: SheetKind, typed: readonly TypedCell[], firstRow: number): string[] {
  const note = kind.columns.find(({ id, editable }) => id === 'note' && editable === true);
  const remedy = note === undefined ? '' : ` Type a note in ${note.header}.`;
  const groups = groupBy(typed, ({ header, isKept }) => `${header} ${isKept}`);
  return [...groups.values()].flatMap((cells) => {
    const [first] = cells;
    if (first === undefined) return [];
    const places = cells.slice(0, NAMED_MAX).map(({ row, text }) => `row ${firstRow + row + 1} ("${text}")`);
    const others = cells.length - places.length;
    const more = others > 0 ? ` and ${counted(others, 'more row')}, whose Status names it,` : '';
    const fate = first.isKept ? 'it is not pushed' : 'what belongs there was put back';
    return [`${first.header} in ${places.join(', ')}${more} was typed where Curbstop writes; ${fate}.${remedy}`];
  });
}

function isBlank(cell: ExcelCell): boolean {
  return String(cell).trim() === '';
}

/** FNV-1a, 32 bits, of a column and what one of its cells holds. */
function markOf(columnId: string, cell: ExcelCell): string {
  let hash = 0x811c9dc5;
  for (const character of `${columnId} ${String(cell).trim()}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
