import type { BoundSheet } from './bound-sheet.js';
import { assignTexts } from './cell-writer.js';
import { hasEntries, type SheetRow } from './sheet-rows.js';

const ENTRY_KEY = /^A(\d{1,9})$/;

export interface KeyedRows {
  readonly rows: readonly SheetRow[];
  /** The number that the next fresh key will have. */
  readonly nextEntry: number;
}

/**
 * Gives every typed row without a key a fresh one: "A1", "A2" and so on. Keys that were ever given are not given
 * again. A row that was copied along with its key keeps it: the bridge names both rows.
 */
export function withFreshKeys(rows: readonly SheetRow[], firstFree: number): KeyedRows {
  const given = rows.map((row) => Number(ENTRY_KEY.exec(row.key)?.[1] ?? 0));
  let nextEntry = given.reduce((highest, number) => Math.max(highest, number + 1), firstFree);
  const keyed = rows.map((row) => (row.key === '' && hasEntries(row) ? { ...row, key: `A${nextEntry++}` } : row));
  return { rows: keyed, nextEntry };
}

/** Queues the writing of the fresh keys, and of those only, into the Key column. */
export function writeFreshKeys(bound: BoundSheet, before: readonly SheetRow[], after: readonly SheetRow[]): void {
  const keyColumn = bound.columns.get(bound.kind.columns[0]?.id ?? '');
  if (keyColumn === undefined) return;
  const keys = after.map((row, index) => [row.key === before[index]?.key ? null : row.key]);
  assignTexts(bound.table.getDataBodyRange().getColumn(keyColumn.index), keys);
}
