import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { ReadRecord } from '../../../bridge/contract/reading-file.js';
import { writeBeaconCsv } from '../../../bridge/files/reading-file/beacon-write.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import type { Database } from '../../../bridge/store/database.js';

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
  const records = reads.map((read): ReadRecord => {
    const counts = use(read.accountId, read.registerNumber);
    const full = 10 ** read.register.dials;
    const shown = (value: number) => String(value % full).padStart(read.register.dials, '0');
    const register = read.isCompound ? (read.registerNumber === 1 ? 'L' : 'H') : '';
    const reading = counts === null ? null : shown(read.previousValue + counts);
    return { ...blank(periodTo), accountId: read.accountId, meterId: read.meterId, register, reading };
  });
  const file = path.join(folder, 'cycle-1.csv');
  await writeFile(file, writeBeaconCsv(records));
  return file;
}

function blank(date: CalendarDate): ReadRecord {
  return {
    line: 0,
    routeId: null,
    accountId: null,
    locationId: null,
    servicePointId: null,
    meterId: '',
    register: '',
    endpointSerial: null,
    reading: null,
    unit: 'GAL',
    date,
    time: '10:15',
    method: 'Network',
    readCode: 'R',
    skipCode: null,
    troubleCodes: [],
    tamper: null,
    readerId: 'AUTO',
    previousReading: null,
    meterConstant: null,
    dials: null,
    decimals: null,
    changedOut: false,
  };
}
