import { chunksOf } from '../contract/chunks-of.js';
import type { Database } from './database.js';

/** What a column holds. Booleans become 1 and 0. */
export type StoredValue = string | number | boolean | null;
/** What a bulk row may hold besides: an object or an array, stored as its JSON text. */
export type BulkValue = StoredValue | object;

const ROWS_PER_STATEMENT = 2_000;

/**
 * Inserts many rows with one bound JSON array per 2,000 rows, the fastest way through this driver: while it writes the one,
 * the next is made ready. Each row holds the columns in the order given; rows may be made as they are taken.
 */
export async function bulkInsert(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly BulkValue[]>,
): Promise<void> {
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
  const statement = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM jsonb_each(?)`;
  let writing = Promise.resolve();
  for (const chunk of chunksOf(rows, ROWS_PER_STATEMENT)) {
    chunk.forEach(refuseInexactNumbers);
    const text = JSON.stringify(chunk);
    await writing;
    writing = database.raw(statement, [text]).then(() => undefined);
    // The failure is told by the await above or below, and never by a promise that nobody holds.
    writing.catch(() => undefined);
  }
  await writing;
}

/**
 * Reads many rows as one JSON text, several times faster than row objects. The query names its columns, which the
 * tuples follow in order.
 */
export async function bulkRead<Row extends readonly unknown[]>(
  database: Database,
  columns: readonly string[],
  query: string,
  bindings: readonly StoredValue[] = [],
): Promise<Row[]> {
  const statement = `SELECT json_group_array(json_array(${columns.join(', ')})) AS rows FROM (${query})`;
  const [result] = await database.raw<{ rows: string }[]>(statement, [...bindings]);
  return JSON.parse(result?.rows ?? '[]') as Row[];
}

function refuseInexactNumbers(row: readonly BulkValue[]): void {
  for (const value of row) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new TypeError(`${value} is not a whole number that the ledger can hold exactly.`);
    }
    if (value === undefined) throw new TypeError('A bulk row has a hole in it.');
  }
}
