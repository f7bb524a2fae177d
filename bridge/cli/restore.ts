import path from 'node:path';
import { restore as restoreDatabase } from '../store/restore.js';
import { EXIT_DONE, say } from './console.js';
import { dataFolder } from './data-folder.js';
import { booksProve, fileProves } from './proofs.js';

/** Makes a new data folder of a backup, proven like the books in use; nothing that is there is ever written over. */
export async function restore(backup: string, target: string): Promise<number> {
  const { folder, database } = dataFolder(target);
  await restoreDatabase({ backup: path.resolve(backup), database, proveFile: fileProves, proveBooks: booksProve });
  say(`Restored and proven: ${database}`);
  say(`Start on it with curbstop start --data ${folder}`);
  return EXIT_DONE;
}
