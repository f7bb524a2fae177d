import type { BulkValue, StoredValue } from './bulk-value.js';
import type { Database } from './database.js';
import { writeThrough } from './write-pipe.js';

export type { BulkValue, StoredValue } from './bulk-value.js';

/** Inserts many rows into a table; each holds the columns in the order given, and may be made as it is taken. */
export async function bulkInsert(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly BulkValue[]>,
): Promise<void> {
  await writeThrough(database, (pipe) => pipe.insert(table, columns, rows));
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

/**
 * Reads many rows as a JSON text for each column, in the order of the columns that the query names: three times faster than
 * {@link bulkRead}, and without an object for each row.
 */
export async function columnRead<Columns extends readonly (readonly unknown[])[]>(
  database: Database,
  columns: readonly string[],
  query: string,
  bindings: readonly StoredValue[] = [],
): Promise<Columns> {
  const texts = columns.map((column, place) => `json_group_array(${column}) AS column${place}`).join(', ');
  const [row] = await database.raw<Record<string, string>[]>(`SELECT ${texts} FROM (${query})`, [...bindings]);
  const read = columns.map((_, place): unknown => JSON.parse(row?.[`column${place}`] ?? '[]'));
  return read as readonly unknown[] as Columns;
}
