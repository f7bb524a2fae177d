import type { SeenRow } from './seen-sheet.js';

/** What must become of a row that is pushed. */
export interface Verdict<Meaning> {
  readonly row: SeenRow;
  readonly state: 'applied' | 'refused' | 'unchanged';
  /** What the ledger gets of it, where it is applied. */
  readonly meaning: Meaning | null;
  /** The key that the row had when it was pushed, where it lost it. */
  readonly lostKey?: string;
}

/** The keys that more than one of the rows have. */
export function sharedKeys(rows: readonly SeenRow[]): ReadonlySet<string> {
  const keys = rows.map(({ key }) => key).filter((key) => key !== '');
  return new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
}
