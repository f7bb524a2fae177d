import { createHash } from 'node:crypto';
import { sha256Hex } from '../bytes/sha256.js';
import type { Database } from './database.js';
import { readFirst } from './driver.js';
import { WHOLE_TABLES, type SealedTable, type WholeTable } from './sealed-tables.js';

/** The SHA-256 of rows as SQLite writes them down, and how many they are. */
export interface Digest {
  readonly digest: string;
  readonly rowCount: number;
}

/** The columns of a table in their order. */
export async function columnsOf(database: Database, table: string): Promise<string[]> {
  const rows = await database.raw<{ name: string }[]>('SELECT name FROM pragma_table_info(?) ORDER BY cid', [table]);
  return rows.map(({ name }) => name);
}

/** The digest of the rows whose keys lie in a range, both ends included. */
export async function digestOfRange(
  database: Database,
  { table, key, within, isShort }: SealedTable,
  columns: readonly string[],
  range: readonly [first: number, last: number],
): Promise<Digest> {
  const order = within === undefined ? key : `${key}, ${within}`;
  const rows = rowsAsText({ table, columns, order, where: `WHERE ${key} BETWEEN ? AND ?` });
  return isShort ? digestAtOnce(database, rows, range) : digestRowByRow(database, rows, range);
}

/** The digest of a whole table. */
export async function digestOfTable(
  database: Database,
  table: WholeTable,
  columns: readonly string[],
): Promise<Digest> {
  return digestRowByRow(database, rowsAsText({ table, columns, order: WHOLE_TABLES[table], where: '' }), []);
}

interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly order: string;
  readonly where: string;
}

function rowsAsText({ table, columns, order, where }: Rows): string {
  return `SELECT json_array(${columns.join(', ')}) AS text FROM ${table} ${where} ORDER BY ${order}`;
}

/** Of the text of a JSON array with each row in it, which is never made whole: one row may be as large as a file. */
async function digestRowByRow(database: Database, rowsText: string, bindings: readonly number[]): Promise<Digest> {
  const rows = await database.raw<{ text: string }[]>(rowsText, [...bindings]);
  const hash = createHash('sha256').update('[');
  rows.forEach(({ text }, index) => hash.update(index === 0 ? text : `,${text}`));
  return { digest: hash.update(']').digest('hex'), rowCount: rows.length };
}

/** Of the same text, made whole by SQLite, which takes half the time. */
async function digestAtOnce(database: Database, rowsText: string, bindings: readonly number[]): Promise<Digest> {
  const query = `SELECT coalesce(group_concat(text, ','), '') AS text, count(*) AS row_count FROM (${rowsText})`;
  const { text, row_count: rowCount } = (await readFirst(database, query, bindings)) as unknown as WholeText;
  return { digest: sha256Hex(`[${text}]`), rowCount };
}

interface WholeText {
  readonly text: string;
  readonly row_count: number;
}
