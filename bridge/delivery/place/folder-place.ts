import { copyFile, lstat, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../../contract/problem.js';
import { fileProof } from './file-proof.js';
import { passing, type Place } from './place.js';

/**
 * A folder on this machine or its network. It is made where it is missing unless it must be there: a share that is not
 * mounted is no place. Throws `folder-missing`.
 */
export async function openFolder(folder: string, { mustExist = false } = {}): Promise<Place> {
  if (mustExist) await refuseMissing(folder);
  else await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = (fileName: string) => path.join(folder, path.basename(fileName));
  return {
    name: folder,
    names: () => passing(() => readdir(folder)),
    proof: (fileName) => passing(() => fileProof(at(fileName))),
    put: (fileName, from) =>
      passing(async () => {
        await copyFile(from, at(fileName));
        const handle = await open(at(fileName), 'r+');
        await handle.sync().finally(() => handle.close());
      }),
    /** One step, so that no kill leaves both names; it works where a folder holds no links, as on many shares. */
    rename: (from, to) =>
      passing(async () => {
        if (await isThere(at(to))) throw new Error(`there is a file named ${to} already`);
        await rename(at(from), at(to));
      }),
    remove: (fileName) => passing(() => unlink(at(fileName))),
    close: () => Promise.resolve(),
  };
}

async function isThere(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => null)) !== null;
}

/** Refuses a folder that is not there. Throws `folder-missing`. */
export async function refuseMissing(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => null);
  if (facts?.isDirectory() === true) return;
  throw new CurbstopError({
    code: 'folder-missing',
    status: 409,
    message: `The folder ${folder} is not there. Nothing was sent.`,
    fix: 'Connect the drive or share that it lies on, make the folder, or mend its name in the settings.',
  });
}
