import { addDays, calendarDate, type CalendarDate } from '../../bridge/contract/calendar-date.js';
import { readRecord, type ReadRecord } from '../../bridge/contract/reading-file.js';
import { writeUtility } from '../../bridge/sample-town/load/write-town.js';
import { READ_COLUMNS } from '../../bridge/sample-town/load/read-rows.js';
import { randomOf } from '../../bridge/sample-town/random.js';
import { markPosted, writeOpenRun } from '../../bridge/store/bill-runs.js';
import { bulkInsert, type StoredValue } from '../../bridge/store/bulk.js';
import type { Database } from '../../bridge/store/database.js';
import { migrate } from '../../bridge/store/migrate.js';
import { sealCommand } from '../../bridge/store/seals.js';
import { accountIdOf, writeAccountRows, writeCommand } from './ledger-accounts.js';

const COMMAND_NUMBER = 1;
export const POSTED_PERIODS = 13;
const FIRST_READ = 100_000;
/** The run that the reads come back for. */
export const OPEN_RUN_ID = `1-${POSTED_PERIODS}`;
/** The day on which the open run was read. */
export const READ_ON = calendarDate('2026-11-05');

/** A utility with so many accounts of one meter each, thirteen posted periods of reads, and an open run. */
export async function writeReadTown(database: Database, accounts: number): Promise<void> {
  await migrate(database);
  await database.transaction(async (trx) => {
    await writeUtility(trx);
    await writeAccountRows(trx, accounts);
    await writeCommand(trx, COMMAND_NUMBER);
    await writeMeters(trx, accounts);
    for (let period = 0; period <= POSTED_PERIODS; period += 1) await writePeriod(trx, accounts, period);
    await sealCommand(trx, COMMAND_NUMBER);
  });
  await database.raw('PRAGMA optimize');
}

/** The reads that come back for the open run: most as usual, some odd, some missing. */
export function fieldRecords(accounts: number): ReadRecord[] {
  return Array.from({ length: accounts }, (_, account): ReadRecord => {
    const random = randomOf(5, 'field', account);
    const factor = random.weighted([
      [1, 95],
      [2.5, 2],
      [0, 2],
      [12, 1],
    ] as const);
    const isRead = !random.chance(0.01);
    const value = readingAt(account, POSTED_PERIODS) + Math.round(countsIn(account, POSTED_PERIODS) * factor);
    return readRecord({
      line: 0,
      routeId: '1',
      accountId: accountIdOf(account),
      meterId: meterIdOf(account),
      reading: isRead ? String(value).padStart(7, '0') : null,
      unit: 'GAL',
      date: isRead ? READ_ON : null,
      time: isRead ? '10:15' : null,
      method: isRead ? 'Network' : 'n/a',
      readCode: isRead ? 'R' : 'N',
      readerId: 'AUTO',
    });
  });
}

async function writeMeters(trx: Database, accounts: number): Promise<void> {
  const numbers = Array.from({ length: accounts }, (_, account) => account);
  const meter = ['meter_id', 'size', 'maker', 'endpoint', 'is_compound'];
  await bulkInsert(
    trx,
    'meter',
    meter,
    numbers.map((account) => [meterIdOf(account), '5/8"', 'Badger', String(70_000_000 + account), 0]),
  );
  await bulkInsert(
    trx,
    'register',
    ['meter_id', 'register_number', 'dials', 'multiplier', 'unit'],
    numbers.map((account) => [meterIdOf(account), 1, 7, 10, 'GAL']),
  );
  await bulkInsert(
    trx,
    'meter_installation',
    ['meter_id', 'premises_id', 'installed_on', 'removed_on'],
    numbers.map((account) => [meterIdOf(account), accountIdOf(account), '2020-01-01', null]),
  );
}

async function writePeriod(trx: Database, accounts: number, period: number): Promise<void> {
  const [periodFrom, periodTo] = [dayOf(period), dayOf(period + 1)];
  const billRunId = `1-${period}`;
  const isPosted = period < POSTED_PERIODS;
  await writeOpenRun(trx, {
    ...{ billRunId, cycleId: '1', periodFrom, periodTo },
    ...{ billedOn: addDays(periodTo, 3), dueOn: addDays(periodTo, 23) },
  });
  const numbers = Array.from({ length: accounts }, (_, account) => account);
  await bulkInsert(
    trx,
    'period_read',
    READ_COLUMNS,
    numbers.map((account): StoredValue[] => {
      const previous = readingAt(account, period);
      const key = [billRunId, `${meterIdOf(account)}/1`, accountIdOf(account), meterIdOf(account), 1];
      const read = isPosted
        ? [null, previous + countsIn(account, period), periodTo, countsIn(account, period) * 10, 'accepted']
        : [null, null, null, null, 'missing'];
      return [...key, previous, periodFrom, ...read, '[]', '', '', 1];
    }),
  );
  if (isPosted) await markPosted(trx, billRunId, COMMAND_NUMBER);
}

/** The last day of the period before the first one is that of period 0. */
export function dayOf(period: number): CalendarDate {
  return addDays(READ_ON, (period - POSTED_PERIODS - 1) * 30);
}

/** What a meter counts in a period, in tens of gallons: its own usual, with the month's chance. */
export function countsIn(account: number, period: number): number {
  const usual = 200 + ((account * 7919) % 600);
  return Math.round(usual * (0.85 + ((account * 31 + period * 17) % 30) / 100));
}

function readingAt(account: number, period: number): number {
  let reading = FIRST_READ + (account % 50_000);
  for (let before = 0; before < period; before += 1) reading += countsIn(account, before);
  return reading;
}

function meterIdOf(account: number): string {
  return String(10_000_000 + account);
}
