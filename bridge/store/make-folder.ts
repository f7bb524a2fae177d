import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { CurbstopError } from '../contract/problem.js';

/**
 * Makes a folder, and those above it where they are missing, for their owner alone (0700). Throws `drive-missing` where the
 * drive or share itself is not there, or the file system's error. `folderAbove` names the folder above one, as this system
 * does. Node's own recursive making never ends where the system answers ENOENT to it, as /proc does.
 */
export function makeFolder(folder: string, folderAbove: (folder: string) => string = dirname): void {
  if (existsSync(folder)) return;
  const above = folderAbove(folder);
  if (above === folder) throw driveMissing(folder);
  makeFolder(above, folderAbove);
  mkdirSync(folder, { mode: 0o700 });
}

function driveMissing(drive: string): CurbstopError {
  return new CurbstopError({
    code: 'drive-missing',
    status: 503,
    message: `The drive or share ${drive} is not there, so no folder could be made on it.`,
    fix: 'Connect it, or name a folder on another drive, and do it again.',
  });
}
