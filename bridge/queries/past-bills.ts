import { addDays, addMonths, calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { BillReview } from '../contract/settings/bill-review.js';
import type { PastAmount, PastBills } from '../domain/bill-review/reviewed-facts.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { BillRun } from './run-facts.js';

/** The same season is within so many days of a year before. */
export const SEASON_DAYS = 20;

type SumRow = [accountId: string, amount: number, days: number, bills: number, billedOn: string];

/**
 * Reads what the accounts of a run's cycle were billed by its last runs, as many as the setting says, and in the same season
 * a year before, and gives those of one account; null where the last runs billed it nothing.
 */
export async function pastBills(
  database: Database,
  run: BillRun,
  { pastBills: count }: Pick<BillReview, 'pastBills'>,
): Promise<(accountId: string) => PastBills | null> {
  const lastRuns = await runsBefore(database, run, count);
  const seasonRun = await runOfSeason(database, run);
  const last = new Map((await sums(database, lastRuns)).map((row) => [row[0], row]));
  const season = seasonRun === null ? [] : await sums(database, [seasonRun]);
  const seasonOf = new Map(season.map((row) => [row[0], toAmount(row)]));
  return (accountId) => {
    const row = last.get(accountId);
    if (row === undefined) return null;
    return { lastBilledOn: calendarDate(row[4]), last: toAmount(row), season: seasonOf.get(accountId) ?? null };
  };
}

/** The newest posted run of the cycle before this one; null where there is none. */
export async function lastRunBefore(database: Database, run: BillRun): Promise<string | null> {
  return (await runsBefore(database, run, 1))[0] ?? null;
}

/** The posted run of the cycle whose period ended about a year before this one's; null where there is none. */
export async function runOfSeason(database: Database, { cycleId, periodTo }: BillRun): Promise<string | null> {
  const yearAgo = addMonths(periodTo, -12);
  const [row] = await database.raw<{ bill_run_id: string }[]>(
    `SELECT bill_run_id FROM standing_run WHERE cycle_id = ? AND period_to BETWEEN ? AND ?
     ORDER BY abs(julianday(period_to) - julianday(?)) LIMIT 1`,
    [cycleId, addDays(yearAgo, -SEASON_DAYS), addDays(yearAgo, SEASON_DAYS), yearAgo],
  );
  return row?.bill_run_id ?? null;
}

async function runsBefore(database: Database, { cycleId, periodTo }: BillRun, count: number): Promise<string[]> {
  const rows = await database.raw<{ bill_run_id: string }[]>(
    `SELECT bill_run_id FROM standing_run WHERE cycle_id = ? AND period_to < ? ORDER BY period_to DESC LIMIT ?`,
    [cycleId, periodTo, count],
  );
  return rows.map((row) => row.bill_run_id);
}

async function sums(database: Database, billRunIds: readonly string[]): Promise<SumRow[]> {
  return bulkRead<SumRow>(
    database,
    ['account_id', 'amount', 'days', 'bills', 'billed_on'],
    `SELECT account_id, sum(total_cents) AS amount,
            sum((unixepoch(period_to) - unixepoch(period_from)) / 86400) AS days,
            count(*) AS bills, max(billed_on) AS billed_on
     FROM bill WHERE bill_run_id IN (SELECT value FROM json_each(?)) GROUP BY account_id`,
    [JSON.stringify(billRunIds)],
  );
}

function toAmount([, amount, days, bills]: SumRow): PastAmount {
  return { cents: cents(amount), days, bills };
}
