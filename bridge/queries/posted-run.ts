import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { PostBillRunReply } from '../contract/commands/post-bill-run.js';
import { cents } from '../contract/money.js';
import type { PostedEntry } from '../domain/ledger/entries/reversed-entries.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { postedLines, toPostedLines } from './posted-lines.js';

/** What was posted with a run. */
export type RunTotals = Pick<PostBillRunReply, 'bills' | 'totalCents' | 'services'>;

export async function postedTotals(database: Database, billRunId: string): Promise<RunTotals> {
  const [run] = await database.raw<{ bills: number; total: number }[]>(
    'SELECT count(*) AS bills, coalesce(sum(total_cents), 0) AS total FROM bill WHERE bill_run_id = ?',
    [billRunId],
  );
  const services = await database.raw<{ service: string; bills: number; amount: number }[]>(
    `SELECT service, count(*) AS bills, sum(amount_cents) AS amount FROM bill JOIN bill_charge USING (bill_number)
     WHERE bill_run_id = ? GROUP BY service
     ORDER BY CASE service WHEN 'water' THEN 1 WHEN 'sewer' THEN 2 ELSE 3 END`,
    [billRunId],
  );
  return {
    bills: run?.bills ?? 0,
    totalCents: cents(run?.total ?? 0),
    services: services.map(({ service, bills, amount }) => ({ service, bills, amountCents: cents(amount) })),
  };
}

/** How a posted run stands among those of its cycle. */
export interface RunStanding {
  readonly attempt: number;
  /** The receipt that reversed it; null while it stands. */
  readonly reversedBy: number | null;
  /** The run of the cycle that was posted after it and stands. */
  readonly laterRunId: string | null;
  readonly openRun: OpenNextRun | null;
}

/** What was done with a run that goes on from the one before it. */
export type BegunWork = 'readings' | 'loaded route books' | 'an approval';

/** The run of a cycle that is open. */
export interface OpenNextRun {
  readonly billRunId: string;
  /** Empty where it can be removed: looking at its bills, comparing and deciding on them are not in the way. */
  readonly begun: readonly BegunWork[];
  /** The decisions on its bills that stand. */
  readonly decisions: number;
}

/** The read of an account that the run left out stands in the next one as it stood in it. */
const TAKEN_OVER = `EXISTS (SELECT 1 FROM period_read AS before JOIN held_account AS held USING (bill_run_id, account_id)
  WHERE before.bill_run_id = run.bill_run_id AND before.account_id = period_read.account_id
    AND before.meter_id = period_read.meter_id AND before.register_number = period_read.register_number
    AND before.status = period_read.status AND before.value IS period_read.value)`;

interface StandingRow {
  readonly attempt: number;
  readonly reversed_by: number | null;
  readonly later: string | null;
  readonly open: string | null;
  readonly has_readings: number;
  readonly has_loads: number;
  readonly has_approval: number;
  readonly decisions: number;
}

export async function runStanding(database: Database, billRunId: string): Promise<RunStanding> {
  const [row] = await database.raw<StandingRow[]>(
    `SELECT run.attempt, bill_run_reversal.command_number AS reversed_by, later.bill_run_id AS later, open.bill_run_id AS open,
            EXISTS (SELECT 1 FROM reading WHERE reading.bill_run_id = open.bill_run_id)
            OR EXISTS (SELECT 1 FROM period_read WHERE period_read.bill_run_id = open.bill_run_id
                       AND (version > 1 OR (status <> 'missing' AND NOT ${TAKEN_OVER}))) AS has_readings,
            EXISTS (SELECT 1 FROM route_book_load AS loaded WHERE loaded.bill_run_id = open.bill_run_id) AS has_loads,
            EXISTS (SELECT 1 FROM bill_run_approval AS approved WHERE approved.bill_run_id = open.bill_run_id) AS has_approval,
            (SELECT count(*) FROM standing_disposition AS decided WHERE decided.bill_run_id = open.bill_run_id) AS decisions
     FROM bill_run AS run LEFT JOIN bill_run_reversal USING (bill_run_id)
     LEFT JOIN standing_run AS later ON later.cycle_id = run.cycle_id AND later.period_to > run.period_to
     LEFT JOIN bill_run AS open ON open.cycle_id = run.cycle_id AND open.status = 'open'
     WHERE run.bill_run_id = ? ORDER BY later.period_to LIMIT 1`,
    [billRunId],
  );
  return {
    attempt: row?.attempt ?? 1,
    reversedBy: row?.reversed_by ?? null,
    laterRunId: row?.later ?? null,
    openRun: row?.open ? { billRunId: row.open, begun: begunWork(row), decisions: row.decisions } : null,
  };
}

function begunWork({ has_readings, has_loads, has_approval }: StandingRow): BegunWork[] {
  return [
    ...(has_readings === 1 ? ['readings' as const] : []),
    ...(has_loads === 1 ? ['loaded route books' as const] : []),
    ...(has_approval === 1 ? ['an approval' as const] : []),
  ];
}

/** What left the office of a run, or may have, each kind once. */
export async function runOutputs(database: Database, billRunId: string): Promise<string[]> {
  const rows = await database.raw<{ kind: string }[]>(
    `SELECT kind FROM bill_run_output WHERE bill_run_id = ? UNION SELECT kind FROM sent_output WHERE bill_run_id = ?
     ORDER BY kind`,
    [billRunId, billRunId],
  );
  return rows.map(({ kind }) => kind);
}

/** A bill of a run with its entry. */
export interface RunBillEntry extends PostedEntry {
  readonly accountId: string;
  readonly billNumber: number;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
}

type EntryRow = [
  ...[billNumber: number, accountId: string, periodFrom: string, periodTo: string, entryNumber: number],
  ...[effectiveOn: string, postings: string, paid: string],
];

/** The entries of a run's bills, in the order of the bills; those of zero have none. */
export async function runBillEntries(database: Database, billRunId: string): Promise<RunBillEntry[]> {
  const rows = await bulkRead<EntryRow>(
    database,
    ['bill_number', 'account_id', 'period_from', 'period_to', 'entry_number', 'effective_on', 'postings', 'paid'],
    `SELECT bill_number, bill.account_id, period_from, period_to, entry_number, effective_on,
            ${postedLines('bill.entry_number')}
     FROM bill JOIN journal_entry USING (entry_number) WHERE bill_run_id = ? ORDER BY bill_number`,
    [billRunId],
  );
  return rows.map(([billNumber, accountId, periodFrom, periodTo, entryNumber, effectiveOn, postings, paid]) => ({
    ...{ billNumber, accountId, entryNumber },
    periodFrom: calendarDate(periodFrom),
    periodTo: calendarDate(periodTo),
    effectiveOn: calendarDate(effectiveOn),
    ...toPostedLines(postings, paid),
  }));
}

/** The late charges that stand on a run's bills, since they were due when the bills were. */
export async function lateChargesOn(
  database: Database,
  billRunId: string,
): Promise<{ accountId: string; billNumber: number; entryNumber: number }[]> {
  return database.raw(
    `SELECT bill.account_id AS "accountId", bill_number AS "billNumber", document.entry_number AS "entryNumber"
     FROM bill JOIN standing_document AS document ON document.account_id = bill.account_id
       AND document.kind = 'late-charge' AND document.due_on = bill.due_on
     WHERE bill_run_id = ? ORDER BY bill_number, document.entry_number`,
    [billRunId],
  );
}
