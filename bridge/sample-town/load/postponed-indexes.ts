import type { Database } from '../../store/database.js';

/**
 * Takes the indexes away, and gives a function that puts them back: filling an empty table is faster without, and a
 * unique index that is made at the end still refuses what is there twice. Keys and triggers stay.
 */
export async function postponeIndexes(database: Database): Promise<() => Promise<void>> {
  const indexes = await database<{ type: string; name: string; sql: string | null }>('sqlite_master')
    .where('type', 'index')
    .whereNotNull('sql')
    .select('name', 'sql');
  for (const { name } of indexes) await database.raw(`DROP INDEX ${name}`);
  return async () => {
    for (const { sql } of indexes) await database.raw(sql ?? '');
  };
}
