import { addDays, addMonths, calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { BillReview } from '../contract/settings/bill-review.js';
import type { PastAmount, PastBills } from '../domain/bill-review/reviewed-facts.js';
import { bulkRead, cellOf, columnRead, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { readTogether } from '../store/read-together.js';
import type { BillRun } from './run-facts.js';

/** The same season is within so many days of a year before. */
export const SEASON_DAYS = 20;

interface SumRow {
  readonly accountId: string;
  readonly amount: number;
  readonly days: number;
  readonly bills: number;
  readonly billedOn: string;
}

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
  const [last, season] = await readTogether([
    sums(database, lastRuns),
    sums(database, seasonRun === null ? [] : [seasonRun]),
  ]);
  const [lastRows, seasonRows] = [rowsOf(last), rowsOf(season)];
  return (accountId) => {
    const [row, seasonRow] = [lastRows.get(accountId), seasonRows.get(accountId)];
    if (row === undefined) return null;
    return {
      lastBilledOn: calendarDate(cellOf(last.billedOn, row)),
      last: toAmount(last, row),
      season: seasonRow === undefined ? null : toAmount(season, seasonRow),
    };
  };
}

/** The newest posted run of the cycle before this one; null where there is none. */
export async function lastRunBefore(database: Database, run: BillRun): Promise<string | null> {
  return (await runsBefore(database, run, 1))[0] ?? null;
}

/** The posted run of the cycle whose period ended about a year before this one's; null where there is none. */
export async function runOfSeason(database: Database, { cycleId, periodTo }: BillRun): Promise<string | null> {
  const yearAgo = addMonths(periodTo, -12);
  const [row] = await bulkRead<[string]>(
    database,
    ['bill_run_id'],
    `SELECT bill_run_id FROM standing_run WHERE cycle_id = ? AND period_to BETWEEN ? AND ?
     ORDER BY abs(julianday(period_to) - julianday(?)) LIMIT 1`,
    [cycleId, addDays(yearAgo, -SEASON_DAYS), addDays(yearAgo, SEASON_DAYS), yearAgo],
  );
  return row?.[0] ?? null;
}

async function runsBefore(database: Database, { cycleId, periodTo }: BillRun, count: number): Promise<string[]> {
  const rows = await bulkRead<[string]>(
    database,
    ['bill_run_id'],
    'SELECT bill_run_id FROM standing_run WHERE cycle_id = ? AND period_to < ? ORDER BY period_to DESC LIMIT ?',
    [cycleId, periodTo, count],
  );
  return rows.map(([billRunId]) => billRunId);
}

async function sums(database: Database, billRunIds: readonly string[]): Promise<ColumnsRead<SumRow>> {
  return columnRead<SumRow>(
    database,
    { accountId: 'account_id', amount: 'amount', days: 'days', bills: 'bills', billedOn: 'billed_on' },
    `SELECT account_id, sum(total_cents) AS amount,
            sum((unixepoch(period_to) - unixepoch(period_from)) / 86400) AS days,
            count(*) AS bills, max(billed_on) AS billed_on
     FROM billed_period WHERE bill_run_id IN (SELECT value FROM json_each(?)) GROUP BY account_id`,
    [JSON.stringify(billRunIds)],
  );
}

/** The row of each account. */
function rowsOf({ accountId: accountIds }: ColumnsRead<SumRow>): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  accountIds.forEach((accountId, row) => rows.set(accountId, row));
  return rows;
}

function toAmount({ amount, days, bills }: ColumnsRead<SumRow>, row: number): PastAmount {
  return { cents: cents(cellOf(amount, row)), days: cellOf(days, row), bills: cellOf(bills, row) };
}
