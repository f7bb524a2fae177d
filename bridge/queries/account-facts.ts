import { calendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import type { ServiceName } from '../contract/services.js';
import type { AccountDatum } from '../domain/billing/account-data.js';
import type { TariffBook } from '../domain/billing/tariff-book.js';
import type { PastBill } from '../domain/billing/winter-average.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** What an account's bills are made of beyond its services and reads. */
export interface AccountFacts {
  readonly data: readonly AccountDatum[];
  readonly pastBills: readonly PastBill[];
}

/** The accounts that are meant, as a query of account_id with what it binds. */
export interface AccountsMeant {
  readonly query: string;
  readonly bindings: readonly string[];
}

const NO_DATA: readonly AccountDatum[] = [];
const NO_BILLS: readonly PastBill[] = [];

/**
 * Reads the facts of many accounts at once, and gives those of one. Past bills are read only where a tariff makes an
 * average of them.
 */
export async function accountFacts(
  database: Database,
  accounts: AccountsMeant,
  tariffs: TariffBook,
): Promise<(accountId: string) => AccountFacts> {
  const dataOf = await accountData(database, accounts);
  const bills = tariffs.needs('winter_average') ? await billRows(database, accounts) : [];
  const billsOf = groupBy(bills, ([accountId]) => accountId);
  return (accountId) => ({
    data: dataOf(accountId),
    pastBills: billsOf.get(accountId)?.map(toPastBill) ?? NO_BILLS,
  });
}

/** Reads what many accounts are said to have, and gives what one is, in the order in which it takes effect. */
export async function accountData(
  database: Database,
  accounts: AccountsMeant,
): Promise<(accountId: string) => readonly AccountDatum[]> {
  const data = groupBy(await dataRows(database, accounts), ([accountId]) => accountId);
  return (accountId) => data.get(accountId)?.map(toDatum) ?? NO_DATA;
}

type DataRow = [string, ServiceName | null, string, string | null, string];
type BillRow = [string, string, number, number, number];

/** In the order in which they take effect; of one date the last that was said. */
async function dataRows(database: Database, { query, bindings }: AccountsMeant): Promise<DataRow[]> {
  return bulkRead<DataRow>(
    database,
    ['account_id', 'service', 'name', 'value', 'effective_from'],
    `SELECT account_id, service, name, value, effective_from FROM account_input
     WHERE account_id IN (${query}) ORDER BY effective_from, account_input_number`,
    bindings,
  );
}

function toDatum([, service, name, value, effectiveFrom]: DataRow): AccountDatum {
  return { service, name, value, effectiveFrom: calendarDate(effectiveFrom) };
}

/** The bills of the last two years: the last winter that is over lies within them. */
async function billRows(database: Database, { query, bindings }: AccountsMeant): Promise<BillRow[]> {
  return bulkRead<BillRow>(
    database,
    ['account_id', 'period_to', 'days', 'gallons', 'is_partial'],
    `SELECT account_id, bill.period_to, CAST(julianday(bill.period_to) - julianday(bill.period_from) AS INTEGER) AS days,
            usage_gallons AS gallons,
            bill.period_from > bill_run.period_from OR bill.period_to < bill_run.period_to AS is_partial
     FROM bill JOIN bill_run USING (bill_run_id)
     WHERE account_id IN (${query}) AND bill.billed_on >= (SELECT date(max(billed_on), '-2 years') FROM bill_run)`,
    bindings,
  );
}

function toPastBill([, periodTo, days, gallons, isPartial]: BillRow): PastBill {
  return { readOn: calendarDate(periodTo), days, gallons, isPartial: isPartial === 1 };
}
