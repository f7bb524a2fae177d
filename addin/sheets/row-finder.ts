/** A row as it was sent. */
export interface SentRow {
  readonly key: string;
  /** The row's number in the worksheet then, where it is known. */
  readonly sheetRow?: number | undefined;
}

/**
 * Finds a sent row among the keys that the table has now: where it was if the key there still agrees, or else the first
 * with its key. Gives the index in the table, or null; a row without a key is only found where it was.
 * `firstRow` is the table's first row in the worksheet, counted from 0.
 */
export function findRow(keys: readonly string[], firstRow: number, { key, sheetRow }: SentRow): number | null {
  const before = (sheetRow ?? 0) - 1 - firstRow;
  if (keys[before] === key) return before;
  const index = key === '' ? -1 : keys.indexOf(key);
  return index < 0 ? null : index;
}
