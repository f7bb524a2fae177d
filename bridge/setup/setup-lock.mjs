import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from './project-root.mjs';
import { SetupError, say } from './say.mjs';

const BEAT_MS = 2_000;
/** A lock whose owner has not shown itself for so long was left behind by a crash. */
const STALE_MS = 30_000;
const RETRY_MS = 250;
const WAIT_MINUTES_MAX = 30;

/** Where the lock of this clone lies: outside of it, so that nothing is left in the project. */
export function lockFolder(root = PROJECT_ROOT) {
  const user = process.getuid?.() ?? 'user';
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return path.join(os.tmpdir(), `curbstop-setup-${user}-${name}`);
}

/** Does the work while no other launcher of this clone does; waits for one that is at it. */
export async function withSetupLock(work, { folder = lockFolder(), staleMs = STALE_MS } = {}) {
  const owner = await takeLock({ folder, staleMs });
  const beat = setInterval(() => touch(folder), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (ownerOf(folder) === owner) rmSync(folder, { recursive: true, force: true });
  }
}

async function takeLock({ folder, staleMs }) {
  const owner = randomUUID();
  for (let tries = 0; !makeLock(folder, owner); tries += 1) {
    if (tries === 4) say('Another Curbstop is being set up at this moment; waiting for it.');
    if (tries * RETRY_MS > WAIT_MINUTES_MAX * 60_000) {
      throw new SetupError(
        `Curbstop waited ${WAIT_MINUTES_MAX} minutes for another set-up. Remove ${folder} and start again.`,
      );
    }
    if (isStale(folder, staleMs)) breakLock(folder);
    await sleep(RETRY_MS);
  }
  return owner;
}

/** Making a folder either succeeds or finds it there: the one step that only a single launcher can do. */
function makeLock(folder, owner) {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Windows says EPERM while a removed folder is still going.
    if (error.code === 'EEXIST' || error.code === 'EPERM') return false;
    throw error;
  }
  writeFileSync(path.join(folder, 'owner'), owner);
  return true;
}

function isStale(folder, staleMs) {
  try {
    return Date.now() - statSync(folder).mtimeMs > staleMs;
  } catch {
    // It went away meanwhile.
    return false;
  }
}

/** Moves a stale lock aside. When a new owner came in between, the lock is given back. */
function breakLock(folder) {
  const owner = ownerOf(folder);
  const aside = `${folder}-${randomUUID()}`;
  try {
    renameSync(folder, aside);
    if (ownerOf(aside) !== owner) return renameSync(aside, folder);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Another launcher moved it first.
  }
}

function ownerOf(folder) {
  try {
    return readFileSync(path.join(folder, 'owner'), 'utf8');
  } catch {
    return null;
  }
}

function touch(folder) {
  try {
    utimesSync(folder, new Date(), new Date());
  } catch {
    // The lock was taken away; the owner check at the end notices.
  }
}
