import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { calendarDate, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { loadSampleTown } from '../../../bridge/sample-town/load/load-sample-town.js';

/** The instant at which every test of the town stands: a Monday morning in Alabama. */
export const NOW = new Date('2026-11-23T15:00:00Z');
export const TODAY = calendarDate('2026-11-23');
/** The open runs of the town: cycle 1 brings BEACON files, cycle 2 MV-RS files. */
export const BEACON_RUN = '1-2026-11';
export const MVRS_RUN = '2-2026-11';

let root: string | undefined;
/** The towns that this process made, by the day up to which they have lived and how many accounts they have. */
const originals = new Map<string, Promise<string>>();

/** A folder of this mocha process; it goes when the process does. */
export function scratchFolder(): string {
  if (root === undefined) {
    const made = mkdtempSync(path.join(os.tmpdir(), 'curbstop-town-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    root = made;
  }
  return root;
}

/** A new, empty folder that goes when the process does. */
export async function emptyFolder(): Promise<string> {
  return mkdtemp(path.join(scratchFolder(), 'case-'));
}

/** A copy of the sample town's database in a folder of its own. A town is made once per process and day. */
export async function townCopy(asOf = TODAY, now = NOW, accounts = 60): Promise<string> {
  const name = `${asOf}-${accounts}`;
  const original =
    originals.get(name) ?? makeTown(path.join(scratchFolder(), name, 'curbstop.db'), { accounts, asOf, now });
  originals.set(name, original);
  const copy = path.join(await emptyFolder(), 'curbstop.db');
  await copyFile(await original, copy);
  return copy;
}

interface TownLived {
  readonly accounts: number;
  readonly asOf: CalendarDate;
  readonly now: Date;
}

async function makeTown(file: string, lived: TownLived): Promise<string> {
  await loadSampleTown({ file, seed: 7, ...lived });
  return file;
}
