import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { billOfPeriod, type DatedBill } from '../../domain/adjusting/bill-of-period.js';
import type { TypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { accountStatuses } from '../payment-facts.js';

export interface NamedBills {
  /** The rows with the numbers of their bills. */
  readonly typed: readonly TypedAdjustment[];
  /** Of rows whose month names no bill, or more than one. */
  readonly issues: readonly Issue[];
}

/** Puts the numbers of bills in the place of months, in rows that name them so. A row whose account is not there stays. */
export async function billsOfPeriods(database: Database, typed: readonly TypedAdjustment[]): Promise<NamedBills> {
  const accountIds = [...new Set(typed.flatMap(({ period, accountId }) => (period === null ? [] : accountId)))];
  if (accountIds.length === 0) return { typed, issues: [] };
  const known = await accountStatuses(database, accountIds);
  const bills = groupBy(await datedBills(database, accountIds), ({ accountId }) => accountId);
  const issues: Issue[] = [];
  const named = typed.flatMap((row) => {
    const { key: rowKey, sheetRow, accountId, period } = row;
    if (period === null || !known.has(accountId)) return [row];
    const billNumber = billOfPeriod(period, accountId, bills.get(accountId) ?? []);
    if (typeof billNumber === 'number') return [{ ...row, billNumber }];
    issues.push({ ...billNumber, rowKey, sheetRow });
    return [];
  });
  return { typed: named, issues };
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
