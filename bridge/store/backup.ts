import { chmod, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import {
  backupName,
  flushFile,
  flushFolder,
  recordFile,
  removeDatabase,
  sha256Of,
  writeNew,
  type BackupKind,
  type BackupRecord,
} from './backup-files.js';
import { openDatabase, type Database } from './database.js';
import { freeBytesOf, refuseWithoutRoom, type FreeBytes } from './disk-room.js';
import { differences } from './equal-rows.js';
import { makeFolder } from './make-folder.js';
import { writeTransaction } from './write-transaction.js';

/** Looks into a copy and gives what is wrong in it, as sentences. */
export type Prove = (copy: Database) => Promise<readonly string[]>;

export interface BackupRequest {
  /** The file of the database; it may be in use. */
  readonly database: string;
  readonly folder: string;
  readonly at: Date;
  readonly kind: BackupKind;
  readonly proof: BackupRecord['proof'];
  /** Looks into the copy, beyond that its rows are those of the database. */
  readonly prove: Prove;
  readonly freeBytes?: FreeBytes;
  /** Writes the copy, unless told by the database itself. */
  readonly copyInto?: (database: Database, file: string) => Promise<void>;
}

const SAME_NAMES_MAX = 100;

/**
 * Writes a whole copy of the database into a folder, compares it with the database row by row, looks into it, and only then
 * gives it its name, with a record of what it holds beside it. It works on connections of its own, so the database stays
 * in use meanwhile. Gives the copy's path. Throws `backup-failed`; a half copy is removed.
 */
export async function backup(request: BackupRequest): Promise<string> {
  const { folder, at, kind } = request;
  const name = backupName(at, kind);
  const unproven = path.join(folder, `${name}.db.${process.pid}.unproven`);
  try {
    makeFolder(folder);
    await refuseWithoutRoom(request.database, folder, request.freeBytes ?? freeBytesOf);
    await writeEqualCopy(unproven, request);
    const head = await proveCopy(unproven, request.prove);
    const { at: instant, proof } = { at: at.toISOString(), proof: request.proof };
    const facts = { bytes: (await stat(unproven)).size, sha256: await sha256Of(unproven) };
    return await giveName(unproven, path.join(folder, name), { kind, at: instant, ...head, proof, ...facts });
  } catch (error) {
    // What went wrong first is what is told, also where nothing can be removed.
    await removeDatabase(unproven).catch(() => undefined);
    throw backupFailed(folder, error);
  }
}

const vacuumInto = async (database: Database, file: string): Promise<void> => {
  await database.raw('VACUUM INTO ?', [file]);
};

/**
 * Where rows differ, others may have written between the copy and the look; so it is done once more while the database takes
 * no writes, and what differs then is a fault.
 */
async function writeEqualCopy(
  file: string,
  { database: source, copyInto = vacuumInto }: Pick<BackupRequest, 'database' | 'copyInto'>,
): Promise<void> {
  const copied = async (database: Database) => {
    await removeDatabase(file);
    // SQLite writes into an empty file, which is the owner's alone from the first byte on.
    await writeNew(file, '');
    await copyInto(database, file);
    return differences(database, file);
  };
  await withDatabase(source, async (database) => {
    if ((await copied(database)).length === 0) return;
    const found = await withDatabase(source, (lock) => writeTransaction(lock, () => copied(database)));
    if (found.length > 0) throw new Error(`the copy differs from the database: ${found.join(' ')}`);
  });
}

type Head = Pick<BackupRecord, 'lastCommand' | 'lastCommandId' | 'lastEntry' | 'lastEntryHash'>;

async function proveCopy(file: string, prove: Prove): Promise<Head> {
  return withDatabase(file, async (copy) => {
    const findings = await prove(copy);
    if (findings.length > 0) throw new Error(`the copy does not prove: ${findings.join(' ')}`);
    const head = await headOf(copy);
    await copy.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    return head;
  });
}

/** The last command and the last entry of a database, by which two states of the same books are told apart. */
export async function headOf(database: Database): Promise<Head> {
  const [command] = await database.raw<{ number: number; id: string }[]>(
    'SELECT command_number AS number, command_id AS id FROM command ORDER BY command_number DESC LIMIT 1',
  );
  const [entry] = await database.raw<{ number: number; hash: string }[]>(
    'SELECT entry_number AS number, hash FROM journal_entry ORDER BY entry_number DESC LIMIT 1',
  );
  return {
    lastCommand: command?.number ?? 0,
    lastCommandId: command?.id ?? '',
    lastEntry: entry?.number ?? 0,
    lastEntryHash: entry?.hash ?? '',
  };
}

/** The record is written first, for a name is taken by it: a backup that is there is never replaced. */
async function giveName(unproven: string, wanted: string, record: BackupRecord): Promise<string> {
  if (process.platform !== 'win32') await chmod(unproven, 0o600);
  await flushFile(unproven);
  for (let same = 1; same <= SAME_NAMES_MAX; same += 1) {
    const file = `${wanted}${same === 1 ? '' : `-${same}`}.db`;
    if (!(await tookName(file, record))) continue;
    try {
      await rename(unproven, file);
    } catch (error) {
      await rm(recordFile(file), { force: true });
      throw error;
    }
    await flushFolder(path.dirname(file));
    return file;
  }
  throw new Error(`${SAME_NAMES_MAX} backups of that instant are there already`);
}

async function tookName(file: string, record: BackupRecord): Promise<boolean> {
  try {
    await writeNew(recordFile(file), `${JSON.stringify(record, null, 2)}\n`);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function withDatabase<Result>(file: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(file);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

function backupFailed(folder: string, error: unknown): CurbstopError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CurbstopError({
    code: 'backup-failed',
    status: 500,
    message: `The backup into ${folder} failed (${reason}).`,
    fix: 'Check that the folder can be written to and has room, and run curbstop verify on the database.',
  });
}
