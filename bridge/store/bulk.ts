import type { BulkValue, StoredValue } from './bulk-value.js';
import type { Database } from './database.js';
import { readFirst, readPrepared, type ReadRow } from './driver.js';
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
  const { rows } = await readFirst(database, statement, bindings);
  return toColumn(rows) as Row[];
}

/** The columns of rows by name, each with the expression that it holds. */
export type ColumnNames<Row> = Readonly<Record<keyof Row, string>>;

/** The columns of many rows by name. */
export type ColumnsRead<Row> = { readonly [Name in keyof Row]: readonly Row[Name][] };

/**
 * Reads many rows as a JSON text for each column: three times faster than {@link bulkRead}, and without an object for each
 * row.
 */
export async function columnRead<Row extends object>(
  database: Database,
  columns: ColumnNames<Row>,
  query: string,
  bindings: readonly StoredValue[] = [],
): Promise<ColumnsRead<Row>> {
  return toColumns(columns, await readFirst(database, columnQuery(columns, query), bindings));
}

/**
 * The same for each set of bindings, in their order; the next one is read while one is worked on. A column that is told in the
 * words of the one before is that very array. Nothing else may be asked of the database meanwhile, unless it is a transaction.
 */
export async function* columnParts<Row extends object>(
  database: Database,
  columns: ColumnNames<Row>,
  query: string,
  bindings: Iterable<readonly StoredValue[]>,
): AsyncGenerator<ColumnsRead<Row>, void, undefined> {
  let before: ReadBefore<Row> | undefined;
  for await (const row of readPrepared(database, columnQuery(columns, query), bindings)) {
    const read: ColumnsRead<Row> = toColumns(columns, row, before);
    yield read;
    before = { row, columns: read };
  }
}

function columnQuery<Row extends object>(columns: ColumnNames<Row>, query: string): string {
  const texts = Object.entries<string>(columns).map(([name, column]) => `json_group_array(${column}) AS "${name}"`);
  return `SELECT ${texts.join(', ')} FROM (${query})`;
}

interface ReadBefore<Row> {
  readonly row: ReadRow;
  readonly columns: ColumnsRead<Row>;
}

function toColumns<Row extends object>(
  columns: ColumnNames<Row>,
  row: ReadRow,
  before?: ReadBefore<Row>,
): ColumnsRead<Row> {
  const read = (Object.keys(columns) as (keyof Row & string)[]).map((name) => {
    const text = row[name];
    return [name, before !== undefined && before.row[name] === text ? before.columns[name] : toColumn(text)] as const;
  });
  return Object.fromEntries(read) as ColumnsRead<Row>;
}

function toColumn(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : [];
}

/** A cell of what {@link columnRead} gave: all its columns have every row. */
export function cellOf<Value>(column: readonly Value[], row: number): Value {
  return column[row] as Value;
}
