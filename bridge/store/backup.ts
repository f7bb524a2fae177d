import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import { openDatabase, type Database } from './database.js';
import { makeFolder } from './make-folder.js';

/**
 * Writes a whole copy of the database into a folder, looks into the copy, and only then gives it its name. The database
 * stays in use meanwhile. Gives the copy's path. Throws `backup-failed`; a half copy is removed.
 */
export async function backup(
  database: Database,
  folder: string,
  at: Date,
  prove: (copy: Database) => Promise<readonly string[]>,
): Promise<string> {
  const name = `curbstop-${at.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')}.db`;
  const file = path.join(folder, name);
  const unproven = `${file}.unproven`;
  try {
    if (existsSync(file)) throw new Error(`${file} is already there`);
    makeFolder(folder);
    await rm(unproven, { force: true });
    await database.raw('VACUUM INTO ?', [unproven]);
    await proveCopy(unproven, prove);
    await rename(unproven, file);
    if (process.platform !== 'win32') await chmod(file, 0o600);
    return file;
  } catch (error) {
    // What went wrong first is what is told, also where nothing can be removed.
    for (const suffix of ['', '-wal', '-shm']) await rm(`${unproven}${suffix}`, { force: true }).catch(() => undefined);
    throw backupFailed(folder, error);
  }
}

async function proveCopy(file: string, prove: (copy: Database) => Promise<readonly string[]>): Promise<void> {
  const copy = await openDatabase(file);
  try {
    const findings = await prove(copy);
    if (findings.length > 0) throw new Error(`the copy does not prove: ${findings.join(' ')}`);
    await copy.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    await copy.destroy();
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
