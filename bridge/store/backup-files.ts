import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Why a backup was made: once a day, before a posting, before the shape of the database is changed, or asked for. */
export const BACKUP_KINDS = ['daily', 'posting', 'migration', 'asked'] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

/** What is written beside a backup: what it holds, and by what it can be told that it is still as it was proven. */
export interface BackupRecord {
  readonly kind: BackupKind;
  readonly at: string;
  /** The last command and the last entry in it: a later state of the same books still has both. */
  readonly lastCommand: number;
  readonly lastCommandId: string;
  readonly lastEntry: number;
  readonly lastEntryHash: string;
  /** row-by-row: every row equals the database's. books: the books were proven in the copy as well. */
  readonly proof: 'row-by-row' | 'books';
  readonly bytes: number;
  readonly sha256: string;
}

export interface KeptBackup {
  readonly file: string;
  readonly at: Date;
  readonly booksProven: boolean;
  readonly record: BackupRecord;
}

const NAME = new RegExp(`^curbstop-\\d{4}-\\d{2}-\\d{2}-\\d{6}-(${BACKUP_KINDS.join('|')})(-\\d+)?\\.db$`);
const HALF_COPY = /^curbstop-.*\.db\.\d+\.unproven(-wal|-shm|-journal)?$/;
const DAY_MS = 86_400_000;

/** The name of a backup without its ending: its instant in UTC and why it was made. */
export function backupName(at: Date, kind: BackupKind): string {
  return `curbstop-${at.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')}-${kind}`;
}

/** Where the record of a backup lies. */
export function recordFile(file: string): string {
  return `${file.replace(/\.db$/, '')}.json`;
}

/** The backups of a folder that were finished, the newest first. Other files are none, and a folder that is not there has none. */
export async function keptBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(emptyWhereNone);
  const kept: KeptBackup[] = [];
  for (const name of names.filter((one) => NAME.test(one))) {
    const file = path.join(folder, name);
    const record = await readRecord(file);
    if (record) kept.push({ file, at: new Date(record.at), booksProven: record.proof === 'books', record });
  }
  return kept.sort((one, other) => other.at.getTime() - one.at.getTime() || (one.file < other.file ? 1 : -1));
}

/** What was written beside a backup; null where there is nothing to be read. */
export async function readRecord(file: string): Promise<BackupRecord | null> {
  try {
    const record = JSON.parse(await readFile(recordFile(file), 'utf8')) as BackupRecord;
    return Number.isNaN(Date.parse(record.at)) ? null : record;
  } catch {
    return null;
  }
}

/** Whether the backup is, byte for byte, what was proven when it was made. */
export async function isAsRecorded(file: string, record: BackupRecord): Promise<boolean> {
  const facts = await stat(file).catch(() => null);
  return facts?.size === record.bytes && (await sha256Of(file)) === record.sha256;
}

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Writes a file for its owner alone and brings it to the disk. Throws EEXIST when there is one. */
export async function writeNew(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: 'wx', mode: 0o600, flush: true });
}

/** Brings what was written into a file to the disk. */
export async function flushFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings the names in a folder to the disk; Windows does so by itself and knows no such call. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a database that is not in use, with the files that SQLite keeps beside it. */
export async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${file}${suffix}`, { force: true });
}

/** Removes a backup; what is written beside it goes last, so that no backup is ever left without it. */
export async function removeBackup(file: string): Promise<void> {
  await removeDatabase(file);
  await rm(recordFile(file), { force: true });
}

/** Removes the half copies that killed backups left behind, a day after they were last written to. */
export async function removeHalfCopies(folder: string, now: Date): Promise<void> {
  for (const name of (await readdir(folder).catch(emptyWhereNone)).filter((one) => HALF_COPY.test(one))) {
    const file = path.join(folder, name);
    const facts = await stat(file).catch(() => null);
    if (facts && now.getTime() - facts.mtimeMs > DAY_MS) await rm(file, { force: true });
  }
}

function emptyWhereNone(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
