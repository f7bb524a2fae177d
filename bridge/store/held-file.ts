import path from 'node:path';
import { openConnection } from './driver.js';
import { makeFolder } from './make-folder.js';
import { explainStorage, isBusy } from './storage-failure.js';

/** A file that is held until it is let go of, or until the program ends, however that comes about. */
export interface HeldFile {
  readonly release: () => Promise<void>;
}

/**
 * Holds a file, which is made where it is missing and stays empty; null while another program or another part of this one
 * holds it. The system itself lets go of what a killed program held. Throws `disk-full`, `disk-read-only` or
 * `disk-failing`, or the file system's error.
 */
export async function holdFile(file: string): Promise<HeldFile | null> {
  makeFolder(path.dirname(file));
  const database = openConnection(file, { busy_timeout: 0 });
  try {
    // SQLite knows how each system locks a file, and keeps parts of one program from each other, too.
    await database.raw('BEGIN EXCLUSIVE');
  } catch (error) {
    await database.destroy();
    if (isBusy(error)) return null;
    throw explainStorage(error);
  }
  return { release: () => database.destroy() };
}
