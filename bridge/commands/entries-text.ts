import type { NumberedEntry } from './apply-credits.js';

/** Entries by their numbers, for the Status of a row: "entry 812", "entries 812, 813". */
export function entriesText(entries: readonly NumberedEntry[]): string {
  const numbers = entries.map(({ entryNumber }) => entryNumber);
  return numbers.length === 1 ? `entry ${numbers.join('')}` : `entries ${numbers.join(', ')}`;
}
