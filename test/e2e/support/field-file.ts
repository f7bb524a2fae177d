import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import type { Database } from '../../../bridge/store/database.js';
import { beaconFile, recordOf } from '../../support/town/reading-files.js';

/** Counts that a register made in the period, by account and register; null where it was not read. */
export type FieldUse = (accountId: string, registerNumber: number) => number | null;

/** Writes the BEACON file that the field brings back for a run. Gives its path. */
export async function writeFieldFile(
  database: Database,
  billRunId: string,
  folder: string,
  use: FieldUse,
): Promise<string> {
  const { periodTo } = await billRun(database, billRunId);
  const reads = (await periodReads(database, billRunId)).filter((read) => read.status === 'missing');
  const records = reads.map((read) => {
    const counts = use(read.accountId, read.registerNumber);
    const stop = { read, usualCounts: counts ?? 0, readOn: periodTo };
    return recordOf(stop, stop.usualCounts, counts === null ? { reading: null } : {});
  });
  const file = path.join(folder, 'cycle-1.csv');
  await writeFile(file, beaconFile(records));
  return file;
}
