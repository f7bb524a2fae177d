import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import type { DailyUse } from '../domain/metering/daily-use.js';
import type { ReadFacts } from '../domain/metering/read-facts.js';
import type { ReadingReview } from '../contract/settings/reading-review.js';
import type { CodeTable } from '../domain/metering/code-table.js';
import {
  NOTHING_RETURNED,
  returnedRead,
  type RereadFacts,
  type ReturnedRead,
} from '../domain/metering/review-input.js';
import type { Database } from '../store/database.js';
import { unitCorrections } from './meter-corrections.js';
import type { OneRow, PeriodRead } from './period-reads.js';
import { readHistory } from './read-history.js';
import type { AskedColumns, ReadHistory } from './register-history.js';
import { readingCodes, readingReview } from './reading-settings.js';
import { rereadsOfRun, type RereadsOfRead } from './rereads.js';

export interface BillRun {
  readonly billRunId: string;
  readonly cycleId: string;
  readonly cycleName: string;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  /** What the bills of the run say to every customer; may be empty. */
  readonly message: string;
  readonly status: 'open' | 'posted';
}

interface BillRunRow {
  readonly bill_run_id: string;
  readonly cycle_id: string;
  readonly cycle_name: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly billed_on: string;
  readonly due_on: string;
  readonly message: string;
  readonly status: 'open' | 'posted';
}

/** One bill run. Throws `unknown-bill-run`. */
export async function billRun(database: Database, billRunId: string): Promise<BillRun> {
  const [row] = await database.raw<BillRunRow[]>(
    `SELECT bill_run.*, cycle.name AS cycle_name FROM bill_run JOIN cycle USING (cycle_id) WHERE bill_run_id = ?`,
    [billRunId],
  );
  if (!row) {
    throw new CurbstopError({
      code: 'unknown-bill-run',
      status: 404,
      message: `There is no bill run "${billRunId}".`,
      fix: 'Choose the cycle again in the pane.',
    });
  }
  return {
    billRunId: row.bill_run_id,
    cycleId: row.cycle_id,
    cycleName: row.cycle_name,
    periodFrom: calendarDate(row.period_from),
    periodTo: calendarDate(row.period_to),
    billedOn: calendarDate(row.billed_on),
    dueOn: calendarDate(row.due_on),
    message: row.message,
    status: row.status,
  };
}

/** A run as people speak of it: its cycle and its dates. */
export function runName({ cycleName, periodFrom, periodTo }: BillRun): string {
  return `${cycleName}, ${periodFrom} to ${periodTo}`;
}

/** The run that billed the period of a run first: what is billed again is billed later, and the next period is not. */
export async function firstRunOfPeriod(database: Database, { cycleId, periodTo }: BillRun): Promise<BillRun> {
  const [row] = await database.raw<{ bill_run_id: string }[]>(
    'SELECT bill_run_id FROM bill_run WHERE cycle_id = ? AND period_to = ? AND attempt = 1',
    [cycleId, periodTo],
  );
  return billRun(database, row?.bill_run_id ?? '');
}

/** What every read of a run is judged by. */
export interface RunFacts {
  readonly run: BillRun;
  readonly today: CalendarDate;
  readonly history: ReadHistory;
  /** The daily use of an account of each class. */
  readonly classAverages: ReadonlyMap<string, Pick<DailyUse, 'gallons' | 'days'>>;
  readonly review: ReadingReview;
  readonly codes: CodeTable;
  readonly rereads: ReadonlyMap<string, RereadsOfRead>;
  /** The receipts by which the units of meters were corrected last. */
  readonly unitCorrections: ReadonlyMap<string, number>;
}

/** Gathers what the reads of a run are judged by, by the settings of today. */
export async function runFacts(database: Database, billRunId: string, today: CalendarDate): Promise<RunFacts> {
  const usual = await usualFacts(database, billRunId, today);
  return { ...usual, classAverages: usual.history.classAverages(), rereads: await rereadsOfRun(database, billRunId) };
}

/**
 * What reads of a run are shown with: their own history, for their usual use and their limits. The averages of the classes and
 * the rereads, which take the whole run, are what a read is judged by only, and left out. Whoever read the registers of the run
 * already gives them.
 */
export async function shownFacts(
  database: Database,
  billRunId: string,
  today: CalendarDate,
  row: OneRow = {},
  asked?: AskedColumns,
): Promise<RunFacts> {
  return {
    ...(await usualFacts(database, billRunId, today, row, asked)),
    classAverages: new Map(),
    rereads: new Map(),
  };
}

async function usualFacts(
  database: Database,
  billRunId: string,
  today: CalendarDate,
  row: OneRow = {},
  asked?: AskedColumns,
): Promise<Omit<RunFacts, 'classAverages' | 'rereads'>> {
  return {
    run: await billRun(database, billRunId),
    today,
    history: await readHistory(database, billRunId, row, asked),
    review: await readingReview(database, today),
    codes: await readingCodes(database, today),
    unitCorrections: await unitCorrections(database),
  };
}

/** The facts of one read as it came from the field, or as it would be with what comes now. */
export function readFacts(facts: RunFacts, read: PeriodRead, returned?: Partial<ReturnedRead>): ReadFacts {
  return {
    expected: {
      accountId: read.accountId,
      accountActive: read.accountActive,
      meterId: read.meterId,
      register: read.register,
      previousReading: String(read.previousValue),
      previousDate: read.previousOn,
    },
    returned: returned === undefined ? fieldReturned(facts, read) : returnedRead(returned),
    cameBack: returned !== undefined || read.fieldReading !== null,
    today: facts.today,
    periodTo: facts.run.periodTo,
    history: facts.history.of(read.accountId, read.registerNumber),
    classAverage: classAverageOf(facts, read),
    review: facts.review,
    codes: facts.codes,
    reread: rereadOf(facts, read, returned),
  };
}

/**
 * What an account of the class uses is measured by its only register, or by the low one of a compound meter, which counts
 * the ordinary flow. Nothing tells what the high one adds: it takes no part of it, lest an account be billed it twice.
 */
function classAverageOf({ classAverages: averages }: RunFacts, { rateClass, registerNumber }: PeriodRead) {
  return registerNumber > 1 ? null : (averages.get(rateClass) ?? null);
}

/** What comes while a reread is open is what the reread brought. */
function rereadOf(
  { rereads }: RunFacts,
  { rowKey, fieldReading }: PeriodRead,
  returned: Partial<ReturnedRead> | undefined,
): RereadFacts | null {
  const known = rereads.get(rowKey);
  if (known === undefined) return null;
  if (returned !== undefined) return known.open;
  return fieldReading === null ? null : known.broughtBy(fieldReading.readingId);
}

/**
 * A reading that was set to the resolution of billing was set to that of the unit that its meter had then: where the unit
 * was corrected since, nothing tells what its digits count.
 */
function fieldReturned({ unitCorrections }: RunFacts, { meterId: ours, fieldReading }: PeriodRead): ReturnedRead {
  if (!fieldReading) return NOTHING_RETURNED;
  const { meterId, format, raw: reading, readOn: date, codes, receiptNumber } = fieldReading;
  const isOfOtherUnit = receiptNumber < (unitCorrections.get(ours) ?? 0);
  const told = isOfOtherUnit ? { ...codes, atBillingResolution: false } : codes;
  return returnedRead(told, { reading, date, meterId, format });
}
