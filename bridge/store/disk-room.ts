import { statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';

/** A copy needs a little more than the original: its own pages, and what is written while it is proven. */
const ROOM_FACTOR = 1.2;
const MB = 1_000_000;

/** Gives the bytes that are free for this person on the disk of a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

export const freeBytesOf: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Throws when the disk of the folder has no room for a copy of the database, which must be there. */
export async function refuseWithoutRoom(database: string, folder: string, freeBytes: FreeBytes): Promise<void> {
  const { size } = await stat(database);
  const log = statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const needed = Math.ceil((size + log) * ROOM_FACTOR);
  const free = await freeBytes(folder);
  if (free >= needed) return;
  throw new Error(`the disk has ${inMegabytes(free)} free, and the copy needs ${inMegabytes(needed)}`);
}

function inMegabytes(bytes: number): string {
  return `${(bytes / MB).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;
}
