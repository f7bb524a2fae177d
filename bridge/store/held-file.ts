import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import { openConnection, storageFault } from './driver.js';
import { makeFolder } from './make-folder.js';
import { explainStorage, isBusy } from './storage-failure.js';

/** A file that is held until it is let go of, or until the program ends, however that comes about. */
export interface HeldFile {
  readonly release: () => Promise<void>;
}

/**
 * Holds a file, which is made where it is missing and stays empty; null while another program or another part of this one
 * holds it. The system itself lets go of what a killed program held. Throws `file-not-held`, `drive-missing`, `disk-full`
 * or `disk-failing`.
 */
export async function holdFile(file: string): Promise<HeldFile | null> {
  prepare(file);
  const database = openConnection(file, { busy_timeout: 0 });
  try {
    // SQLite knows how each system locks a file, and keeps parts of one program from each other, too.
    await database.raw('BEGIN EXCLUSIVE');
  } catch (error) {
    await database.destroy();
    if (isBusy(error)) return null;
    throw holdFailure(file, error);
  }
  return { release: () => database.destroy() };
}

/** What can't be opened is found here, as the driver tells of it on the console. Opening it would let go of a lock on it. */
function prepare(file: string): void {
  const folder = path.dirname(file);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isFile()) throw notHeld(file);
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw error instanceof CurbstopError ? error : notHeld(file);
  }
}

function holdFailure(file: string, error: unknown): unknown {
  const fault = storageFault(error);
  return fault === 'full' || fault === 'failing' ? explainStorage(error) : notHeld(file);
}

function notHeld(file: string): CurbstopError {
  return new CurbstopError({
    code: 'file-not-held',
    status: 409,
    message: `The file ${file}, which keeps two programs from doing this at once, can't be opened or is not Curbstop's; nothing was done.`,
    fix: `Look whether you may read and write it and its folder ${path.dirname(file)}. Where that is so, delete the file, which holds nothing, and do it again.`,
  });
}
