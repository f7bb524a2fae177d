import type { HomeReply, OpenRun } from '../contract/api.js';
import { calendarDate, dateInTimeZone } from '../contract/calendar-date.js';
import { counted } from '../contract/counted.js';
import type { ReadingFormat } from '../contract/reading-file.js';
import type { Person } from '../contract/person.js';
import type { Database } from '../store/database.js';
import { approvalsFor } from './adjusting/approvals-for.js';
import { receivableTotal } from './balances.js';
import { undecidedDueDate } from './late-charges/undecided-due-date.js';
import { utilitySettings } from './utility-settings.js';

interface RunRow {
  readonly bill_run_id: string;
  readonly cycle_id: string;
  readonly cycle_name: string;
  readonly reading_format: ReadingFormat;
  readonly period_from: string;
  readonly period_to: string;
  readonly billed_on: string;
  readonly due_on: string;
  readonly unloaded: number;
  readonly expected: number;
  readonly missing: number;
  readonly exceptions: number;
  readonly rereads: number;
  readonly on_hold: number;
  readonly ready: number;
}

/** Where every cycle stands, and what to do next. */
export async function home(database: Database, person: Person, now: Date): Promise<HomeReply> {
  const settings = await utilitySettings(database, now);
  const [counted] = await database.raw<{ accounts: number }[]>(
    `SELECT count(*) AS accounts FROM account WHERE status = 'active'`,
  );
  return {
    utilityName: settings.name,
    today: dateInTimeZone(now, settings.timeZone),
    isSampleTown: settings.isSampleTown,
    accounts: counted?.accounts ?? 0,
    receivableCents: await receivableTotal(database),
    person,
    runs: (await openRuns(database)).map(toRun),
    undecidedDueOn: await undecidedDueDate(database, now),
    approvals: await approvalsFor(database, person, now),
  };
}

async function openRuns(database: Database): Promise<RunRow[]> {
  return database.raw<RunRow[]>(
    `SELECT bill_run.bill_run_id, cycle_id, cycle.name AS cycle_name, reading_format,
            period_from, period_to, billed_on, due_on,
            EXISTS (SELECT 1 FROM reading WHERE reading.bill_run_id = bill_run.bill_run_id
                      AND import_number IS NOT NULL) AS unloaded,
            count(row_key) AS expected,
            count(*) FILTER (WHERE period_read.status = 'missing') AS missing,
            count(*) FILTER (WHERE period_read.status = 'exception') AS exceptions,
            count(*) FILTER (WHERE period_read.status = 'reread') AS rereads,
            count(*) FILTER (WHERE period_read.status = 'hold') AS on_hold,
            count(*) FILTER (WHERE period_read.status IN ('accepted', 'estimated', 'changed')) AS ready
     FROM bill_run JOIN cycle USING (cycle_id) LEFT JOIN period_read USING (bill_run_id)
     WHERE bill_run.status = 'open' GROUP BY bill_run.bill_run_id ORDER BY cycle_id`,
  );
}

function toRun(row: RunRow): OpenRun {
  const { expected, missing, exceptions, rereads, on_hold: onHold, ready } = row;
  const reads = { expected, missing, exceptions, rereads, onHold, ready };
  return {
    billRunId: row.bill_run_id,
    cycleId: row.cycle_id,
    cycleName: row.cycle_name,
    readingFormat: row.reading_format,
    periodFrom: calendarDate(row.period_from),
    periodTo: calendarDate(row.period_to),
    billedOn: calendarDate(row.billed_on),
    dueOn: calendarDate(row.due_on),
    reads,
    ...nextStep(reads, row.unloaded === 1),
  };
}

function nextStep(reads: OpenRun['reads'], unloaded: boolean): Pick<OpenRun, 'step' | 'next'> {
  const { expected, missing, ready } = reads;
  if (missing > 0 && !unloaded) {
    return { step: 'unload', next: `Unload the reading file: ${counted(missing, 'read')} expected.` };
  }
  if (ready < expected) {
    return { step: 'review', next: `Review the reads: ${counted(expected - ready, 'read')} to settle.` };
  }
  return { step: 'preview', next: 'All reads are ready: look at the bill preview, then post.' };
}
