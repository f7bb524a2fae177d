import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import { readyStatuses } from '../contract/metering.js';
import { fullPeriod } from '../domain/billing/billed-period.js';
import type { HeldPeriod } from '../domain/billing/catch-up-bill.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { AccountsMeant } from './account-facts.js';
import { BILLED_TO } from './billed-to.js';
import { billedServices } from './billed-services.js';

/** A posted run that left an account out; its period is the run's, of which the account may have had a part. */
export interface HeldIn extends HeldPeriod {
  readonly billRunId: string;
}

type HeldRow = [
  ...[accountId: string, billRunId: string, periodFrom: string, periodTo: string, billedOn: string],
  ...[gallons: number | null, unsettled: number, isMoved: number],
];

const NONE: readonly HeldIn[] = [];

/** What was counted since a bill is not known any more where that bill was made again with another read. */
const BEGINNING_IS_MOVED = `EXISTS (
  SELECT 1 FROM period_read AS read JOIN billed_read AS ends USING (account_id, meter_id, register_number)
  WHERE read.account_id = account.account_id AND read.bill_run_id = run.bill_run_id
    AND ends.bill_run_id = (SELECT bill_run_id FROM billed_period AS billed
                            WHERE billed.account_id = account.account_id AND billed.period_to < run.period_to
                            ORDER BY billed.period_to DESC LIMIT 1)
    AND EXISTS (SELECT 1 FROM rebilled_read AS again
                WHERE again.bill_run_id = ends.bill_run_id AND again.row_key = ends.row_key)
    AND ends.value <> read.previous_value)`;

/**
 * Reads the posted runs that left accounts out and whose periods no bill covers yet, and gives those of one, the oldest
 * first: the account's next bill covers them. Only runs up to a day count. `then` tells how far the accounts were billed at a
 * moment of the past.
 */
export async function heldPeriods(
  database: Database,
  { query, bindings }: AccountsMeant,
  before: CalendarDate,
  then?: { readonly billedTo: CalendarDate | null },
): Promise<(accountId: string) => readonly HeldIn[]> {
  const held = await bulkRead<[number]>(database, ['1'], 'SELECT 1 FROM held_account LIMIT 1');
  if (held.length === 0) return () => NONE;
  const ready = readyStatuses.map((status) => `'${status}'`).join(', ');
  const rows = await bulkRead<HeldRow>(
    database,
    ['account_id', 'bill_run_id', 'period_from', 'period_to', 'billed_on', 'gallons', 'unsettled', 'is_moved'],
    `SELECT account_id, bill_run_id, run.period_from, run.period_to, run.billed_on,
            (SELECT sum(usage_gallons) FROM period_read AS read
             WHERE read.account_id = account.account_id AND read.bill_run_id = run.bill_run_id) AS gallons,
            (SELECT count(*) FROM period_read AS read
             WHERE read.account_id = account.account_id AND read.bill_run_id = run.bill_run_id
               AND status NOT IN (${ready})) AS unsettled,
            ${BEGINNING_IS_MOVED} AS is_moved
     FROM (SELECT account_id, ${then === undefined ? BILLED_TO : '? AS billed_to'} FROM account WHERE account_id IN (${query})) AS account
     JOIN held_account USING (account_id) JOIN standing_run AS run USING (bill_run_id)
     WHERE run.period_to > coalesce(billed_to, '') AND run.period_to < ? ORDER BY run.period_to`,
    [...(then === undefined ? [] : [then.billedTo]), ...bindings, before],
  );
  const servicesIn = await servicesOfRuns(database, rows);
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) =>
    byAccount.get(accountId)?.map(([, billRunId, from, to, billedOn, gallons, unsettled, isMoved]) => ({
      billRunId,
      period: fullPeriod(calendarDate(from), calendarDate(to)),
      billedOn: calendarDate(billedOn),
      gallonsSinceBill: unsettled > 0 || isMoved === 1 ? null : (gallons ?? 0),
      services: servicesIn(billRunId, accountId),
    })) ?? NONE;
}

/** The services that accounts had in the periods of the runs that left them out. */
async function servicesOfRuns(database: Database, rows: readonly HeldRow[]) {
  const runs = new Map<string, Awaited<ReturnType<typeof billedServices>>>();
  for (const [billRunId, held] of groupBy(rows, ([, id]) => id)) {
    const [, , from = '', to = ''] = held[0] ?? [];
    const accounts = { query: 'SELECT value FROM json_each(?)', bindings: [JSON.stringify(held.map(([id]) => id))] };
    const period = { from: calendarDate(from), to: calendarDate(to) };
    runs.set(billRunId, await billedServices(database, accounts, period));
  }
  return (billRunId: string, accountId: string) => runs.get(billRunId)?.(accountId) ?? [];
}
