import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { CurbstopError } from '../contract/problem.js';
import { guardBindings } from './binding-guard.js';
import { explainBusy, isBusy } from './database-busy.js';
import { makeFolder } from './make-folder.js';

/** An open database, or a transaction on it: what every query and every write is given. */
export type Database = Knex;
export type Transaction = Knex.Transaction;

interface RawConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
  get(sql: string, done: (error: Error | null, row?: Record<string, unknown>) => void): void;
}

/** What the ledger relies on: durable commits, enforced keys, no code from the schema. Read back after opening. */
const PRAGMAS: Readonly<Record<string, string | number>> = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  ...(process.platform === 'darwin' ? { fullfsync: 1 } : {}),
};
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 32_768;

/**
 * Opens the ledger database, making its folder (0700) and file (0600) where they are missing. One connection: SQLite
 * has one writer, and a transaction must never wait for itself.
 * Throws `data-folder-not-writable`, `database-busy` or `database-unreadable`.
 */
export async function openDatabase(file: string): Promise<Database> {
  prepareFolder(file);
  const database = knexFactory({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: RawConnection, done: (error: Error | null) => void) => setPragmas(connection, done),
    },
  });
  database.on('query', ({ bindings }: { bindings?: readonly unknown[] }) => guardBindings(bindings ?? []));
  try {
    await verifyPragmas(database);
    if (process.platform !== 'win32') chmodSync(file, 0o600);
  } catch (error) {
    await database.destroy();
    throw openFailure(file, error);
  }
  return database;
}

function prepareFolder(file: string): void {
  const folder = dirname(file);
  try {
    makeFolder(folder);
    // SQLite gives its side files the mode of the database, so the database's comes first.
    if (process.platform !== 'win32' && existsSync(file)) chmodSync(file, 0o600);
  } catch (error) {
    throw openFailure(file, error);
  }
}

/** Waiting for others comes first, since changing the journal's mode may have to wait. */
function setPragmas(connection: RawConnection, done: (error: Error | null) => void): void {
  const settings = Object.entries({ busy_timeout: BUSY_TIMEOUT_MS, ...PRAGMAS, cache_size: -CACHE_KIB });
  connection.exec(settings.map(([name, value]) => `PRAGMA ${name} = ${value};`).join('\n'), done);
}

async function verifyPragmas(database: Database): Promise<void> {
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    const rows = await database.raw<Record<string, unknown>[]>(`PRAGMA ${name}`);
    const found = rows[0]?.[name];
    if (found !== wanted) throw new Error(`PRAGMA ${name} is ${String(found)}, not ${wanted}.`);
  }
}

function openFailure(file: string, error: unknown): unknown {
  if (isBusy(error)) return explainBusy(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (/SQLITE_(READONLY|CANTOPEN|PERM)|EACCES|EROFS|EPERM|ENOENT|ENOTDIR|EEXIST/.test(reason)) {
    return new CurbstopError({
      code: 'data-folder-not-writable',
      message: `The data folder ${dirname(file)} can't be written to (${reason}).`,
      fix: 'Give yourself write permission on that folder, or choose another one with --data FOLDER.',
    });
  }
  return new CurbstopError({
    code: 'database-unreadable',
    message: `The database ${file} can't be opened (${reason}).`,
    fix: 'Keep the file as it is, and restore the newest backup into a new data folder.',
  });
}
