import type { Database } from './database.js';

/** What a bulk row may hold. Booleans become 1 and 0. */
export type StoredValue = string | number | boolean | null;

const ROWS_PER_STATEMENT = 10_000;

/**
 * Inserts many rows with one bound JSON array per 10,000 rows, the fastest way through this driver.
 * Each row holds the columns in the order given.
 */
export async function bulkInsert(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly StoredValue[])[],
): Promise<void> {
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
  const statement = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_PER_STATEMENT);
    chunk.forEach(refuseInexactNumbers);
    await database.raw(statement, [JSON.stringify(chunk)]);
  }
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

function refuseInexactNumbers(row: readonly StoredValue[]): void {
  for (const value of row) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new TypeError(`${value} is not a whole number that the ledger can hold exactly.`);
    }
    if (value === undefined) throw new TypeError('A bulk row has a hole in it.');
  }
}
