import knexFactory, { type Knex } from 'knex';
import { guardBindings } from './binding-guard.js';

/** An open database, or a transaction on it: what every query and every write is given. */
export type Database = Knex;
export type Transaction = Knex.Transaction;

/** Settings of a connection by the names of SQLite's pragmas, in the order in which they are made. */
export type Pragmas = Readonly<Record<string, string | number>>;

interface RawConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

/**
 * Opens a file, or ":memory:". One connection: SQLite has one writer, and a transaction must never wait for itself.
 * This is the one place that names the driver; another driver is a change of this file.
 */
export function openConnection(filename: string, pragmas: Pragmas = {}): Database {
  const settings = Object.entries(pragmas).map(([name, value]) => `PRAGMA ${name} = ${value};`);
  const database = knexFactory({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: RawConnection, done: (error: Error | null) => void) =>
        connection.exec(settings.join('\n'), done),
    },
  });
  database.on('query', ({ bindings }: { bindings?: readonly unknown[] }) => guardBindings(bindings ?? []));
  return database;
}

/** What kept the storage from doing its work, whatever the driver calls it. */
export type StorageFault = 'busy' | 'full' | 'read-only' | 'failing' | 'damaged' | 'not-opened';

const FAULTS: readonly (readonly [RegExp, StorageFault])[] = [
  [/SQLITE_BUSY/, 'busy'],
  [/SQLITE_FULL/, 'full'],
  [/SQLITE_READONLY/, 'read-only'],
  [/SQLITE_IOERR/, 'failing'],
  [/SQLITE_CORRUPT/, 'damaged'],
  [/SQLITE_(CANTOPEN|PERM)/, 'not-opened'],
];

/** Tells a fault of the storage from every other error, which gives null. */
export function storageFault(error: unknown): StorageFault | null {
  if (!(error instanceof Error)) return null;
  return FAULTS.find(([text]) => text.test(error.message))?.[1] ?? null;
}
