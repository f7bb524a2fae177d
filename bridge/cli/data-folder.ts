import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Migration } from '../../migrations/migration.js';
import { CurbstopError } from '../contract/problem.js';
import { openDatabase, type Database } from '../store/database.js';
import { migrate } from '../store/migrate.js';
import { Backups } from './backups.js';

/** Where everything of one utility lies. */
export interface DataFolder {
  readonly folder: string;
  readonly database: string;
  readonly certificate: string;
  /** Where the sample town's handhelds write. */
  readonly handhelds: string;
  /** Where route books for handhelds are written. */
  readonly routeBooks: string;
  /** Where the pane's statements are written. */
  readonly statements: string;
  /** Where the pane's letters about adjustments are written. */
  readonly letters: string;
  /** Where files for the mailing service are made. */
  readonly mailing: string;
  /** Where e-bill notices are written that no server takes. */
  readonly ebill: string;
  /** Where files for the calling service are made. */
  readonly calls: string;
  /** Where it is told whose turn it is to send. */
  readonly sending: string;
  /** Passwords and keys, a file each. */
  readonly secrets: string;
  readonly backups: string;
  readonly log: string;
}

/** The places within a data folder. */
export function dataFolder(folder: string): DataFolder {
  const at = (name: string) => path.join(path.resolve(folder), name);
  return {
    folder: path.resolve(folder),
    database: at('curbstop.db'),
    certificate: at('certificate'),
    handhelds: at('handhelds'),
    routeBooks: at('route-books'),
    statements: at('statements'),
    letters: at('letters'),
    mailing: at('mailing'),
    ebill: at('ebill'),
    calls: at('calls'),
    sending: at('sending'),
    secrets: at('secrets'),
    backups: at('backups'),
    log: at('bridge.log'),
  };
}

/** Where programs of this system keep a person's data. */
export function defaultDataFolder(): string {
  const home = os.homedir();
  if (process.platform === 'win32') {
    return path.join(process.env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Curbstop');
  }
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Curbstop');
  return path.join(process.env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'curbstop');
}

export interface OpenOptions {
  /** The steps to this program's shape, unless they are its own. */
  readonly steps?: readonly Migration[];
  readonly backups?: Pick<Backups, 'beforeMigration'>;
}

/**
 * Opens the utility's database in this program's shape. One of an older shape is backed up before it is changed. Throws
 * `no-database` when there is none yet, `backup-failed` or `migration-failed`: the database is then as it was.
 */
export async function openUtility(
  folder: DataFolder,
  { steps, backups = new Backups(folder) }: OpenOptions = {},
): Promise<Database> {
  if (!existsSync(folder.database)) throw noDatabase(folder);
  const database = await openDatabase(folder.database);
  let backup: string | undefined;
  const beforeUpgrade = async () => {
    backup = await backups.beforeMigration();
  };
  try {
    await migrate(database, { beforeUpgrade, ...(steps ? { steps } : {}) });
    return database;
  } catch (error) {
    await database.destroy();
    throw backup === undefined || error instanceof CurbstopError ? error : migrationFailed(error, backup);
  }
}

function noDatabase(folder: DataFolder): CurbstopError {
  return new CurbstopError({
    code: 'no-database',
    message: `There is no database in ${folder.folder} yet.`,
    fix: 'Make a sample town with curbstop sample-town, or name the right folder with --data FOLDER.',
  });
}

function migrationFailed(error: unknown, backup: string): CurbstopError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CurbstopError({
    code: 'migration-failed',
    status: 500,
    message: `The database could not be brought to this Curbstop's shape (${reason}). It is as it was.`,
    fix: `Go on with the Curbstop that you had before, and report this. A backup from before it is ${backup}`,
  });
}
