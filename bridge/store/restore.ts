import { existsSync, readdirSync, statSync } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import { flushFile, flushFolder, isAsRecorded, readRecord, removeDatabase, sha256Of } from './backup-files.js';
import type { Prove } from './backup.js';
import { openDatabase } from './database.js';
import { freeBytesOf, refuseWithoutRoom, type FreeBytes } from './disk-room.js';
import { makeFolder } from './make-folder.js';
import { migrate } from './migrate.js';

export interface RestoreRequest {
  readonly backup: string;
  /** The database to be made; its folder must be new or empty. */
  readonly database: string;
  /** Looks into the copy before it is brought to this program's shape: is the file whole? */
  readonly proveFile: Prove;
  /** Looks into the copy in this program's shape: are the books right? */
  readonly proveBooks: Prove;
  readonly freeBytes?: FreeBytes;
}

/**
 * Makes a database of a backup, in a folder where there is nothing yet. The copy gets its name when it is proven; until then
 * there is none, and the backup is only read. Throws `no-such-backup`, `backup-in-use`, `folder-not-empty`, `backup-damaged`,
 * `database-newer` or `restore-failed`; the folder is then as it was.
 */
export async function restore(request: RestoreRequest): Promise<void> {
  const { backup, database, freeBytes = freeBytesOf } = request;
  const folder = path.dirname(database);
  refuseNoBackup(backup);
  refuseUsedFolder(folder);
  const isNew = !existsSync(folder);
  const unproven = `${database}.unproven`;
  try {
    makeFolder(folder);
    await refuseWithoutRoom(backup, folder, freeBytes);
    await copyWhole(backup, unproven);
    await proveRestored(unproven, request);
    await flushFile(unproven);
    await rename(unproven, database);
    await flushFolder(folder);
  } catch (error) {
    await removeDatabase(unproven).catch(() => undefined);
    if (isNew) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof CurbstopError ? error : restoreFailed(folder, error);
  }
}

function refuseNoBackup(backup: string): void {
  if (!statSync(backup, { throwIfNoEntry: false })?.isFile()) {
    throw new CurbstopError({
      code: 'no-such-backup',
      message: `There is no backup ${backup}.`,
      fix: "Name a file of the data folder's backups.",
    });
  }
  if ((statSync(`${backup}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw new CurbstopError({
    code: 'backup-in-use',
    message: `${backup} is a database in use, and a part of it lies in ${backup}-wal.`,
    fix: 'Make a backup of it with curbstop backup, and restore that.',
  });
}

function refuseUsedFolder(folder: string): void {
  const facts = statSync(folder, { throwIfNoEntry: false });
  if (!facts || (facts.isDirectory() && readdirSync(folder).length === 0)) return;
  throw new CurbstopError({
    code: 'folder-not-empty',
    message: `${folder} is ${facts.isDirectory() ? 'not empty' : 'a file, not a folder'}; a backup is never restored over anything.`,
    fix: 'Name a folder with --to that is new or empty, and start Curbstop with --data on it.',
  });
}

/** What was recorded when the backup was made must still be so, and the copy must be the backup byte for byte. */
async function copyWhole(backup: string, copy: string): Promise<void> {
  const record = await readRecord(backup);
  if (record && !(await isAsRecorded(backup, record))) {
    throw damaged(backup, ['It is not, byte for byte, what was written when the backup was made.']);
  }
  await copyFile(backup, copy);
  if (process.platform !== 'win32') await chmod(copy, 0o600);
  if ((await sha256Of(copy)) !== (await sha256Of(backup))) throw new Error('the copy is not what the backup is');
}

async function proveRestored(
  file: string,
  { backup, proveFile, proveBooks }: Pick<RestoreRequest, 'backup' | 'proveFile' | 'proveBooks'>,
): Promise<void> {
  const database = await openDatabase(file).catch((error: unknown) => {
    throw asDamaged(backup, error);
  });
  try {
    refuseFindings(backup, await proveFile(database));
    await migrate(database);
    refuseFindings(backup, await proveBooks(database));
    await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    throw asDamaged(backup, error);
  } finally {
    await database.destroy();
  }
}

/** What is wrong with the file is said of the backup; every other refusal stands as it is. */
function asDamaged(backup: string, error: unknown): CurbstopError {
  const ofFile = ['database-unreadable', 'database-damaged'];
  if (error instanceof CurbstopError && !ofFile.includes(error.code)) return error;
  return damaged(backup, [reasonOf(error)]);
}

function refuseFindings(backup: string, findings: readonly string[]): void {
  if (findings.length > 0) throw damaged(backup, findings);
}

function damaged(backup: string, findings: readonly string[]): CurbstopError {
  return new CurbstopError({
    code: 'backup-damaged',
    message: `${backup} does not prove, and was not restored.`,
    fix: 'Restore the backup before it, and keep this one as it is.',
    issues: findings.map((message) => ({ code: 'finding', rowKey: '', column: '', message, fix: '' })),
  });
}

function restoreFailed(folder: string, error: unknown): CurbstopError {
  return new CurbstopError({
    code: 'restore-failed',
    status: 500,
    message: `The backup could not be restored into ${folder} (${reasonOf(error)}).`,
    fix: 'Check that the folder can be written to and has room, then try again; the backup is as it was.',
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
