import type { BoundSheet } from './bound-sheet.js';
import { assignTexts } from './cell-writer.js';
import { hasEntries, type SheetRow } from './sheet-rows.js';

const ENTRY_KEY = /^A(\d{1,9})(-|$)/;

/** No I, O, 0 or 1, which are mistaken for each other when a key is read out. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const RANDOM_LENGTH = 5;

/**
 * Gives every typed row without a key a fresh one, such as "A7-K3QX9". The number is for the person; the random part
 * keeps a key from being given again when the workbook was closed without saving or is a copy of another. A row that
 * was copied along with its key keeps it: the bridge names both rows.
 */
export function withFreshKeys(rows: readonly SheetRow[]): readonly SheetRow[] {
  const given = rows.map((row) => Number(ENTRY_KEY.exec(row.key)?.[1] ?? 0));
  let next = given.reduce((highest, number) => Math.max(highest, number + 1), 1);
  return rows.map((row) => (row.key === '' && hasEntries(row) ? { ...row, key: `A${next++}-${randomPart()}` } : row));
}

export function randomPart(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_LENGTH));
  return Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}

/** Queues the writing of the fresh keys, and of those only, into the Key column. */
export function writeFreshKeys(bound: BoundSheet, before: readonly SheetRow[], after: readonly SheetRow[]): void {
  const keyColumn = bound.columns.get(bound.kind.columns[0]?.id ?? '');
  if (keyColumn === undefined) return;
  const keys = after.map((row, index) => [row.key === before[index]?.key ? null : row.key]);
  assignTexts(bound.table.getDataBodyRange().getColumn(keyColumn.index), keys);
}
