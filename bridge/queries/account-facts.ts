import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
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

/** The accounts of these numbers; one that there is not is left out. */
export function theseAccounts(accountIds: readonly string[]): AccountsMeant {
  return { query: 'SELECT value FROM json_each(?)', bindings: [JSON.stringify([...new Set(accountIds)])] };
}

const NO_DATA: readonly AccountDatum[] = [];
const NO_BILLS: readonly PastBill[] = [];

/**
 * Reads the facts of many accounts at once, and gives those of one. Past bills are read only where the rates make an
 * average of them: those that count for a bill of the date, which is that of the newest run unless told.
 */
export async function accountFacts(
  database: Database,
  accounts: AccountsMeant,
  rates: Pick<TariffBook, 'needs'>,
  billedOn?: CalendarDate,
): Promise<(accountId: string) => AccountFacts> {
  const dataOf = await accountData(database, accounts);
  const bills = rates.needs('winter_average') ? await billRows(database, accounts, billedOn ?? null) : [];
  const billsOf = groupBy(bills, ([accountId]) => accountId);
  return (accountId) => ({
    data: dataOf(accountId),
    pastBills: billsOf.get(accountId)?.map(toPastBill) ?? NO_BILLS,
  });
}

/**
 * Reads what many accounts are said to have, and gives what one is, in the order in which it takes effect; what they were
 * said to have once the command `knownBy` was done, or are by now unless that is told.
 */
export async function accountData(
  database: Database,
  accounts: AccountsMeant,
  knownBy: number | null = null,
): Promise<(accountId: string) => readonly AccountDatum[]> {
  const data = groupBy(await dataRows(database, accounts, knownBy), ([accountId]) => accountId);
  return (accountId) => data.get(accountId)?.map(toDatum) ?? NO_DATA;
}

type DataRow = [string, ServiceName | null, string, string | null, string];
type BillRow = [string, string, number, number, number];

const INPUT_THEN = `(SELECT * FROM account_input WHERE command_number <= ? AND command_number NOT IN (
  SELECT pushed_by FROM push_reversal WHERE command_number <= ? UNION SELECT command_number FROM push_reversal))`;

/** In the order in which they take effect; of one date the last that was said. */
async function dataRows(
  database: Database,
  { query, bindings }: AccountsMeant,
  knownBy: number | null,
): Promise<DataRow[]> {
  return bulkRead<DataRow>(
    database,
    ['account_id', 'service', 'name', 'value', 'effective_from'],
    `SELECT account_id, service, name, value, effective_from
     FROM ${knownBy === null ? 'standing_account_input' : INPUT_THEN} WHERE account_id IN (${query})
     ORDER BY effective_from, account_input_number`,
    knownBy === null ? bindings : [knownBy, knownBy, ...bindings],
  );
}

function toDatum([, service, name, value, effectiveFrom]: DataRow): AccountDatum {
  return { service, name, value, effectiveFrom: calendarDate(effectiveFrom) };
}

/** A bill of more days than its run's stands for no month either. The bills of the two years up to a date: the last winter that is over then lies within them. */
async function billRows(
  database: Database,
  { query, bindings }: AccountsMeant,
  billedOn: CalendarDate | null,
): Promise<BillRow[]> {
  return bulkRead<BillRow>(
    database,
    ['account_id', 'period_to', 'days', 'gallons', 'is_partial'],
    `WITH newest AS (SELECT coalesce(?, max(billed_on)) AS billed_on FROM bill_run)
     SELECT billed.account_id, billed.period_to,
            CAST(julianday(billed.period_to) - julianday(billed.period_from) AS INTEGER) AS days,
            billed.usage_gallons AS gallons,
            bill.period_from <> bill_run.period_from OR bill.period_to < bill_run.period_to AS is_partial
     FROM billed_period AS billed JOIN bill USING (bill_number) JOIN bill_run ON bill_run.bill_run_id = bill.bill_run_id
     WHERE billed.account_id IN (${query})
       AND billed.billed_on BETWEEN (SELECT date(billed_on, '-2 years') FROM newest) AND (SELECT billed_on FROM newest)`,
    [billedOn, ...bindings],
  );
}

function toPastBill([, periodTo, days, gallons, isPartial]: BillRow): PastBill {
  return { readOn: calendarDate(periodTo), days, gallons, isPartial: isPartial === 1 };
}
