import type { Table } from '../../addin/workbench/host/model/sheet.js';
import { DEFAULT_STYLE } from '../../addin/workbench/host/model/style.js';

/**
 * Which row a row is, whatever its key and its cells say: each typed line is written in an ink of its own, the colour of
 * its key's letters. Excel moves it with the row when people sort, insert, delete, undo, save and copy sheets, and
 * Curbstop neither reads nor changes it.
 */
export class RowInk {
  #used = 0;

  /** Gives fresh ink to lines that have none of their own; empty ones lose theirs. Of two with the same, the lower is the copy. */
  renew(table: Table, keyColumn: number, isFilled: (row: number) => boolean): void {
    const { body, sheet } = table;
    const column = body.column + keyColumn;
    const seen = new Set<string>();
    for (let row = body.row; row < body.row + body.rows; row += 1) {
      const before = sheet.style(row, column).fontColor;
      const isOwn = before !== NONE && !seen.has(before);
      const ink = isFilled(row) ? (isOwn ? before : this.#next()) : NONE;
      seen.add(ink);
      if (ink !== before) sheet.changeStyle({ row, column, rows: 1, columns: 1 }, () => ({ fontColor: ink }));
    }
  }

  #next(): string {
    this.#used += 1;
    return `#${this.#used.toString(16).toUpperCase().padStart(6, '0')}`;
  }
}

/** The ink of an empty line. */
const NONE = DEFAULT_STYLE.fontColor;

/** The ink of a row of a table; '' where it has none. */
export function inkAt({ sheet, body }: Table, row: number, keyColumn: number): string {
  const { fontColor } = sheet.style(row, body.column + keyColumn);
  return fontColor === NONE ? '' : fontColor;
}
