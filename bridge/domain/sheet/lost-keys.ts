import type { PushRow } from '../../contract/commands/push-sheet.js';
import { sentColumns, type SheetKind } from '../../contract/sheets/sheet-kind.js';
import { readCell } from './read-cell.js';
import type { RowCells } from './row-cells.js';

/**
 * Finds the rows that were pushed before and have lost their key: Undo takes back a key that Curbstop wrote, and so does
 * closing the workbook without saving. A row with a key of its own that says in every cell what a pushed row says, which
 * is on the sheet no more, is that row; pushed as a new one it would be posted twice. Gives the pushed row's key by the
 * key that the row has now.
 */
export function lostKeys(
  kind: SheetKind,
  rows: readonly PushRow[],
  pushed: ReadonlyMap<string, RowCells>,
): ReadonlyMap<string, string> {
  const here = new Set(rows.map(({ key }) => key));
  const lost = new Map<string, string[]>();
  for (const [key, cells] of pushed) {
    if (here.has(key)) continue;
    const text = JSON.stringify(sentColumns(kind).map(({ id }) => cells[id] ?? null));
    lost.set(text, [...(lost.get(text) ?? []), key]);
  }
  const found = new Map<string, string>();
  if (lost.size === 0) return found;
  for (const row of rows) {
    if (row.key === '' || pushed.has(row.key) || found.has(row.key)) continue;
    const key = lost.get(textOf(kind, row))?.shift();
    if (key !== undefined) found.set(row.key, key);
  }
  return found;
}

function textOf(kind: SheetKind, { cells }: PushRow): string {
  const readings = sentColumns(kind).map((column, index) => readCell(column, cells[index] ?? null));
  return JSON.stringify(readings.map((reading) => (reading.ok ? reading.value : reading)));
}

/** Says which rows were not pushed a second time; null when there are none. */
export function lostKeysNotice(rows: readonly PushRow[], found: ReadonlyMap<string, string>): string | null {
  const numbers = rows.filter(({ key }) => found.has(key)).map(({ sheetRow }) => sheetRow);
  if (numbers.length === 0) return null;
  const [what, were, it] =
    numbers.length === 1
      ? [`Row ${numbers.join()} is`, 'a row that was pushed before and is', 'It was']
      : [`Rows ${numbers.join(', ')} are`, 'rows that were pushed before and are', 'They were'];
  return `${what} the same as ${were} not on the sheet any more. ${it} not pushed a second time; to do so, let a cell differ.`;
}
