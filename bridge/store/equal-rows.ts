import type { Database } from './database.js';

interface Column {
  readonly name: string;
  /** Its place in the primary key, from 1; 0 when it is not part of it. */
  readonly pk: number;
}

/**
 * Compares two databases row by row, and gives a sentence for each thing that differs. The other one is a file that nothing
 * else uses. Of a table without a primary key, which none of Curbstop's is, only the number of rows is compared.
 */
export async function differences(database: Database, otherFile: string): Promise<string[]> {
  await database.raw('ATTACH ? AS other', [otherFile]);
  try {
    const findings = await differingShape(database);
    if (findings.length > 0) return findings;
    for (const table of await tablesOf(database)) findings.push(...(await differingRows(database, table)));
    return findings;
  } finally {
    await database.raw('DETACH other');
  }
}

async function differingShape(database: Database): Promise<string[]> {
  const shape = (schema: string) => `SELECT type || ' ' || name AS object, sql FROM ${schema}.sqlite_schema`;
  const rows = await database.raw<{ object: string }[]>(
    `SELECT DISTINCT object FROM (
       SELECT * FROM (${shape('main')} EXCEPT ${shape('other')})
       UNION ALL SELECT * FROM (${shape('other')} EXCEPT ${shape('main')}))`,
  );
  return rows.map(({ object }) => `The ${object} is not the same in both.`);
}

async function tablesOf(database: Database): Promise<string[]> {
  const rows = await database.raw<{ name: string }[]>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

async function differingRows(database: Database, table: string): Promise<string[]> {
  const columns = await database.raw<Column[]>('SELECT name, pk FROM pragma_table_info(?)', [table]);
  const count = (schema: string) => `(SELECT count(*) FROM ${schema}.${quoted(table)})`;
  const [row] = await database.raw<{ ours: number; others: number; equal: number }[]>(
    `SELECT ${count('main')} AS ours, ${count('other')} AS others, ${equalRows(table, columns)} AS equal`,
  );
  if (!row || (row.ours === row.equal && row.others === row.equal)) return [];
  return [`Table ${table} has ${row.ours} rows in one and ${row.others} in the other; ${row.equal} are the same.`];
}

/** By its key a row is found at once, and both tables are walked in order. */
function equalRows(table: string, columns: readonly Column[]): string {
  const keys = columns.filter(({ pk }) => pk > 0);
  if (keys.length === 0) return `(SELECT count(*) FROM main.${quoted(table)})`;
  const same = ({ name }: Column, is: '=' | 'IS') => `ours.${quoted(name)} ${is} others.${quoted(name)}`;
  return `(SELECT count(*) FROM main.${quoted(table)} AS ours JOIN other.${quoted(table)} AS others
    ON ${keys.map((column) => same(column, '=')).join(' AND ')}
    WHERE ${columns.map((column) => same(column, 'IS')).join(' AND ')})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
