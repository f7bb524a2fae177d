import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import { openConnection, storageFault, type Database, type Pragmas } from './driver.js';
import { makeFolder } from './make-folder.js';
import { explainStorage } from './storage-failure.js';

export type { Database, Transaction } from './driver.js';

/** What the ledger relies on: durable commits, enforced keys, no code from the schema. Read back after opening. */
const PRAGMAS: Pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  ...(process.platform === 'darwin' ? { fullfsync: 1 } : {}),
};
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 32_768;

/**
 * Opens the ledger database, making its folder (0700) and file (0600) where they are missing.
 * Throws `data-folder-not-writable`, `database-busy`, `disk-full`, `disk-failing` or `database-unreadable`.
 */
export async function openDatabase(file: string): Promise<Database> {
  return open(file, {});
}

/** Opens a ledger that is in its shape already, only to read it: what takes long keeps no other connection waiting. */
export async function openReader(file: string): Promise<Database> {
  return open(file, { query_only: 1 });
}

async function open(file: string, last: Pragmas): Promise<Database> {
  prepareFolder(file);
  // Waiting for others comes first, since changing the journal's mode may have to wait.
  const settings = { busy_timeout: BUSY_TIMEOUT_MS, ...PRAGMAS, cache_size: -CACHE_KIB, ...last };
  const database = openConnection(file, settings);
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

async function verifyPragmas(database: Database): Promise<void> {
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    const rows = await database.raw<Record<string, unknown>[]>(`PRAGMA ${name}`);
    const found = rows[0]?.[name];
    if (found !== wanted) throw new Error(`PRAGMA ${name} is ${String(found)}, not ${wanted}.`);
  }
}

function openFailure(file: string, error: unknown): unknown {
  if (error instanceof CurbstopError) return error;
  const fault = storageFault(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (fault === 'read-only' || fault === 'not-opened' || /EACCES|EROFS|EPERM|ENOENT|ENOTDIR|EEXIST/.test(reason)) {
    return new CurbstopError({
      code: 'data-folder-not-writable',
      message: `The data folder ${dirname(file)} can't be written to (${reason}).`,
      fix: 'Give yourself write permission on that folder, or choose another one with --data FOLDER.',
    });
  }
  if (fault !== null) return explainStorage(error);
  return new CurbstopError({
    code: 'database-unreadable',
    message: `The database ${file} can't be opened (${reason}).`,
    fix: 'Keep the file as it is, and restore the newest backup into a new data folder.',
  });
}
