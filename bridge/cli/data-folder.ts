import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import { openDatabase, type Database } from '../store/database.js';
import { migrate } from '../store/migrate.js';

/** Where everything of one utility lies. */
export interface DataFolder {
  readonly folder: string;
  readonly database: string;
  readonly certificate: string;
  /** Where the sample town's handhelds write. */
  readonly handhelds: string;
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

/** Opens the utility's database in this program's shape. Throws `no-database` when there is none yet. */
export async function openUtility(folder: DataFolder): Promise<Database> {
  if (!existsSync(folder.database)) {
    throw new CurbstopError({
      code: 'no-database',
      message: `There is no database in ${folder.folder} yet.`,
      fix: 'Make a sample town with curbstop sample-town, or name the right folder with --data FOLDER.',
    });
  }
  const database = await openDatabase(folder.database);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
