/**
 * The key that Curbstop gives a typed row, such as "A7-K3QX9": a number for the person, and a random part, so that no
 * other row ever gets the same. A row that is to be posted once more has the key of the first and a random part of its
 * own: "A7-K3QX9-P4M2T".
 */
const ENTRY_KEY = /^(A\d{1,9}-[2-9A-HJ-NP-Z]{5})(-[2-9A-HJ-NP-Z]{5})?$/;

/** The same for SQLite's GLOB; wider, for what is found by it is also compared with keys. */
export const ENTRY_KEY_GLOB = 'A[0-9]*-*';

/** Tells whether Curbstop made a key for a typed row. */
export function isEntryKey(key: string): boolean {
  return ENTRY_KEY.test(key);
}

/** The key of the row that a row repeats on purpose; null for one that repeats none. */
export function repeatedKey(key: string): string | null {
  const [, first = null, own] = ENTRY_KEY.exec(key) ?? [];
  return own === undefined ? null : first;
}

/** A key for a row that is to be posted though another with this key says the same. */
export function keyOfRepeat(key: string, randomPart: string): string {
  return `${repeatedKey(key) ?? key}-${randomPart}`;
}
