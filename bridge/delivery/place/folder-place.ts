import { copyFile, link, mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { fileProof } from './file-proof.js';
import type { Place } from './place.js';

/** A folder on this machine or its network; it is made where it is missing. */
export async function openFolder(folder: string): Promise<Place> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = (fileName: string) => path.join(folder, path.basename(fileName));
  return {
    name: folder,
    proof: (fileName) => fileProof(at(fileName)),
    async put(fileName, from) {
      await copyFile(from, at(fileName));
      const handle = await open(at(fileName), 'r+');
      await handle.sync().finally(() => handle.close());
    },
    /** A link is never made over a file, as a rename is. */
    async rename(from, to) {
      await link(at(from), at(to));
      await unlink(at(from));
    },
    close: () => Promise.resolve(),
  };
}
