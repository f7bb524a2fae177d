import { openConnection, type Database } from './driver.js';
import { migrate } from './migrate.js';

/** The statement that made each table, index, trigger and view of a database, by its type and name. */
export async function schemaOf(database: Database): Promise<Map<string, string>> {
  const rows = await database.raw<{ object: string; sql: string }[]>(
    `SELECT type || ' ' || name AS object, sql FROM sqlite_master
     WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  return new Map(rows.map(({ object, sql }) => [object, sql]));
}

/** The schema as this program's migrations make it, tried out in memory. */
export async function freshSchema(): Promise<Map<string, string>> {
  const database = openConnection(':memory:');
  try {
    await migrate(database);
    return await schemaOf(database);
  } finally {
    await database.destroy();
  }
}
