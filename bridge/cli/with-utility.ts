import type { Database } from '../store/database.js';
import { EXIT_DONE, EXIT_REFUSED, sayFailure } from './console.js';
import { openUtility, type DataFolder } from './data-folder.js';

/** Works with the utility's database and closes it. A refusal is said and gives its exit code. */
export async function withUtility(folder: DataFolder, work: (database: Database) => Promise<void>): Promise<number> {
  let database: Database | undefined;
  try {
    database = await openUtility(folder);
    await work(database);
    return EXIT_DONE;
  } catch (error) {
    sayFailure(error);
    return EXIT_REFUSED;
  } finally {
    await database?.destroy();
  }
}
