import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import { billOfPeriod, type DatedBill } from '../../domain/adjusting/bill-of-period.js';
import type { TypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import type { AdjustmentRefusal } from '../../domain/adjusting/worked-out.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { accountStatuses } from '../payment-facts.js';

/** The number of the bill that the month of each row names, or why it names none or more than one; of rows whose account is known. */
export async function billsOfPeriods(
  database: Database,
  typed: readonly TypedAdjustment[],
): Promise<ReadonlyMap<TypedAdjustment, number | AdjustmentRefusal>> {
  const named = typed.flatMap((row) => (row.period === null ? [] : [{ row, month: row.period }]));
  if (named.length === 0) return new Map();
  const accountIds = [...new Set(named.map(({ row }) => row.accountId))];
  const known = await accountStatuses(database, accountIds);
  const bills = groupBy(await datedBills(database, accountIds), ({ accountId }) => accountId);
  return new Map(
    named
      .filter(({ row }) => known.has(row.accountId))
      .map(({ row, month }) => [row, billOfPeriod(month, row.accountId, bills.get(row.accountId) ?? [])]),
  );
}

type BillRow = [...[accountId: string, billNumber: number, billedOn: string, from: string, to: string, total: number]];

/** The bills of these accounts that stand, as they hold now. */
async function datedBills(
  database: Database,
  accountIds: readonly string[],
): Promise<(DatedBill & { readonly accountId: string })[]> {
  const rows = await bulkRead<BillRow>(
    database,
    ['account_id', 'bill_number', 'billed_on', 'period_from', 'period_to', 'total_cents'],
    `SELECT bill.account_id, bill_number, billed_on, period_from, period_to, total_cents
     FROM json_each(?) AS wanted CROSS JOIN billed_period AS bill ON bill.account_id = wanted.value
     ORDER BY bill.account_id, period_to, bill_number`,
    [JSON.stringify(accountIds)],
  );
  return rows.map(([accountId, billNumber, billedOn, from, to, total]) => ({
    ...{ accountId, billNumber, billedOn: calendarDate(billedOn), totalCents: cents(total) },
    ...{ periodFrom: calendarDate(from), periodTo: calendarDate(to) },
  }));
}
