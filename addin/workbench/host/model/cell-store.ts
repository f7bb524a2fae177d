import { type Area, intersect } from './area.js';
import type { Cell } from './cell.js';
import { DEFAULT_STYLE, type Style } from './style.js';

/** Where a cell stands. */
export interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly cell: Cell;
}

/** The cells of one sheet. Only cells that hold something, or a style of their own, are kept. */
export class CellStore {
  private readonly lines: (Cell | undefined)[][] = [];

  /** The cell, or undefined when nothing is there. */
  at(row: number, column: number): Cell | undefined {
    return this.lines[row]?.[column];
  }

  /** The cell, made when nothing is there yet. */
  make(row: number, column: number): Cell {
    const line = (this.lines[row] ??= []);
    return (line[column] ??= { value: '' });
  }

  /** Puts a cell in its place; undefined removes what is there. */
  put(row: number, column: number, cell: Cell | undefined): void {
    if (cell === undefined) {
      const line = this.lines[row];
      if (line !== undefined && column < line.length) line[column] = undefined;
      return;
    }
    const line = (this.lines[row] ??= []);
    line[column] = cell;
  }

  /** All kept cells of an area, by rows. */
  *inside(area: Area): Generator<PlacedCell> {
    const bottom = Math.min(area.row + area.rows, this.lines.length);
    for (let row = area.row; row < bottom; row += 1) {
      const line = this.lines[row];
      if (line === undefined) continue;
      const right = Math.min(area.column + area.columns, line.length);
      for (let column = area.column; column < right; column += 1) {
        const cell = line[column];
        if (cell !== undefined) yield { row, column, cell };
      }
    }
  }

  /** Takes the cells of an area out and gives them back. */
  lift(area: Area): PlacedCell[] {
    const lifted = [...this.inside(area)];
    for (const { row, column } of lifted) this.put(row, column, undefined);
    return lifted;
  }

  /** Moves the cells of an area by so many rows and columns. What stood at the target must be out already. */
  move(area: Area, rows: number, columns: number): void {
    for (const { row, column, cell } of this.lift(area)) this.put(row + rows, column + columns, cell);
  }

  /**
   * The smallest rectangle with all that is used, or null when nothing is.
   * @param within look only here
   * @param valuesOnly pass over cells that have only a style
   */
  used(within: Area, valuesOnly: boolean): Area | null {
    let bounds: { top: number; left: number; bottom: number; right: number } | null = null;
    for (const { row, column, cell } of this.inside(within)) {
      const holds = cell.value !== '' || cell.formula !== undefined;
      if (!holds && (valuesOnly || cell.style === undefined || cell.style === DEFAULT_STYLE)) continue;
      bounds ??= { top: row, left: column, bottom: row, right: column };
      bounds.left = Math.min(bounds.left, column);
      bounds.right = Math.max(bounds.right, column);
      bounds.bottom = row;
    }
    if (bounds === null) return null;
    return {
      row: bounds.top,
      column: bounds.left,
      rows: bounds.bottom - bounds.top + 1,
      columns: bounds.right - bounds.left + 1,
    };
  }

  /** The rectangle that reaches from A1 to the last row and column with a kept cell. */
  extent(): Area {
    const columns = this.lines.reduce((most, line) => Math.max(most, line.length), 0);
    return { row: 0, column: 0, rows: this.lines.length, columns };
  }

  /** The part of an area that can hold cells at all. */
  filled(area: Area): Area | null {
    return intersect(area, this.extent());
  }

  /** A copy with cells of its own. */
  clone(): CellStore {
    const copy = new CellStore();
    for (const { row, column, cell } of this.inside(this.extent())) copy.put(row, column, { ...cell });
    return copy;
  }
}

/** The style that a change makes of another; equal styles stay one object within the call's memory. */
export function styleChanger(change: (style: Style) => Partial<Style>): (style: Style) => Style {
  const made = new Map<Style, Style>();
  return (style) => {
    let changed = made.get(style);
    if (changed === undefined) {
      changed = { ...style, ...change(style) };
      made.set(style, changed);
    }
    return changed;
  };
}
