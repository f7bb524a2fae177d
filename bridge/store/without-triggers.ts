import type { Database } from './database.js';

/**
 * Takes triggers away for work that proves what it wrote as a whole instead of row by row, and gives a function that puts
 * them back word for word. Throws when one is not there.
 */
export async function withoutTriggers(database: Database, names: readonly string[]): Promise<() => Promise<void>> {
  const triggers = await database<{ type: string; name: string; sql: string }>('sqlite_master')
    .where('type', 'trigger')
    .whereIn('name', names)
    .select('name', 'sql');
  if (triggers.length !== names.length) throw new Error(`Not all of the triggers ${names.join(', ')} are there.`);
  for (const { name } of triggers) await database.raw(`DROP TRIGGER ${name}`);
  return async () => {
    for (const { sql } of triggers) await database.raw(sql);
  };
}
