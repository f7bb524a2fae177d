import type { Database } from './database.js';

/** Off, a dropped table takes no other table's rows with it; on, a renamed one leaves the words of triggers as they are. */
const REBUILDING = { foreign_keys: 0, legacy_alter_table: 1 } as const;

type Name = keyof typeof REBUILDING;

/**
 * Does work that makes tables anew. Both settings are deaf within a transaction, so they are made around it and set back
 * afterwards, also when the work failed. Throws when one does not take.
 */
export async function withTablesRebuilt<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  const before = { foreign_keys: await setting(database, 'foreign_keys'), legacy_alter_table: 0 };
  await set(database, REBUILDING);
  try {
    return await work();
  } finally {
    await set(database, before);
  }
}

async function set(database: Database, settings: Readonly<Record<Name, number>>): Promise<void> {
  for (const name of Object.keys(settings) as Name[]) {
    await database.raw(`PRAGMA ${name} = ${settings[name]}`);
    const found = await setting(database, name);
    if (found !== settings[name]) throw new Error(`PRAGMA ${name} is ${found}, not ${settings[name]}.`);
  }
}

async function setting(database: Database, name: Name): Promise<number> {
  const [row] = await database.raw<Record<string, number>[]>(`PRAGMA ${name}`);
  return row?.[name] ?? Number.NaN;
}
