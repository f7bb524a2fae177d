import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { leftUnfinished } from '../files/save-files.js';
import { sentFileNames } from '../queries/editions.js';
import { isUnfinished } from './deliver-file.js';
import type { Office } from './office.js';
import { TO_SEND } from './open-target.js';
import { holdTurn } from './turn.js';

/**
 * Removes what sendings that were killed left unfinished in the data folder. What is on its way to its name stays, unless
 * its file was sent, or handed over by hand, since. Does nothing while something is sent. Throws what `holdFile` throws, or
 * the file system's error.
 */
export async function clearUnfinished(office: Pick<Office, 'database' | 'folders'>): Promise<void> {
  // Held only where there is something to remove: a sending that begins at this moment would be refused.
  if ((await left(office)).length === 0) return;
  const held = await holdTurn(office.folders);
  if (held === null) return;
  try {
    for (const file of await left(office)) await rm(file, { force: true });
  } finally {
    await held.release();
  }
}

async function left({ database, folders }: Pick<Office, 'database' | 'folders'>): Promise<string[]> {
  return [
    ...(await leftUnfinished(folders.mailing, TO_SEND)),
    ...(await leftUnfinished(folders.calls, TO_SEND)),
    ...(await leftUnfinished(folders.ebill)),
    ...(await neverNamed(path.join(folders.mailing, TO_SEND), () => sentFileNames(database, 'mailing'))),
    ...(await neverNamed(path.join(folders.calls, TO_SEND), () => sentFileNames(database, 'call'))),
  ];
}

/** What waits for a name that it never gets. */
async function neverNamed(folder: string, sent: () => Promise<string[]>): Promise<string[]> {
  const there = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.part'));
  if (there.length === 0) return [];
  const files = await sent();
  return there.filter((name) => files.some((file) => isUnfinished(name, file))).map((name) => path.join(folder, name));
}
