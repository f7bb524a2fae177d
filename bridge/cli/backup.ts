import { EXIT_DONE, say } from './console.js';
import { Backups } from './backups.js';
import { openUtility, type DataFolder } from './data-folder.js';

/** Writes a proven copy of the database, into the data folder's backups unless told otherwise. */
export async function backup(folder: DataFolder, target: string | undefined): Promise<number> {
  const database = await openUtility(folder);
  try {
    const file = await new Backups(folder, { tell: say }).asked(database, target);
    say(`Backed up and proven: ${file}`);
    return EXIT_DONE;
  } finally {
    await database.destroy();
  }
}
