import { calendarDate, dateInTimeZone } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import { writeHandheldFiles } from '../sample-town/handhelds/write-handheld-files.js';
import { loadSampleTown } from '../sample-town/load/load-sample-town.js';
import { openDatabase } from '../store/database.js';
import { EXIT_DONE, say } from './console.js';
import type { DataFolder } from './data-folder.js';

export const ACCOUNTS_DEFAULT = 1_300;
export const SEED_DEFAULT = 1;
const TIME_ZONE = 'America/Chicago';

export interface SampleTownOptions {
  readonly accounts: number;
  readonly seed: number;
  /** The day up to which the town has lived; today unless told. */
  readonly asOf?: string;
}

/** Makes a sample town in the data folder, with the files that its handhelds bring back. */
export async function sampleTown(folder: DataFolder, options: SampleTownOptions): Promise<number> {
  const { accounts, seed } = options;
  const now = new Date();
  const asOf = options.asOf === undefined ? dateInTimeZone(now, TIME_ZONE) : dateOf(options.asOf);
  const summary = await loadSampleTown({ file: folder.database, accounts, seed, asOf, now });
  const database = await openDatabase(folder.database);
  try {
    const files = await writeHandheldFiles({ database, folder: folder.handhelds, seed });
    say(
      `A sample town with ${accounts.toLocaleString('en-US')} accounts and ${summary.meters.toLocaleString('en-US')} meters is in ${folder.folder}.`,
    );
    say('Its handhelds brought back:');
    for (const file of files) say(`  ${file}`);
  } finally {
    await database.destroy();
  }
  return EXIT_DONE;
}

function dateOf(text: string): ReturnType<typeof calendarDate> {
  try {
    return calendarDate(text);
  } catch {
    throw new CurbstopError({
      code: 'wrong-date',
      message: `--as-of is "${text}", which is not a date.`,
      fix: 'Write it as YYYY-MM-DD, e.g. --as-of 2026-11-23.',
    });
  }
}
