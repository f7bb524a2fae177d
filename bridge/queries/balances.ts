import type { CalendarDate } from '../contract/calendar-date.js';
import { cents, type Cents } from '../contract/money.js';
import { services, type ServiceName } from '../contract/services.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { eachOnce } from '../store/each-once.js';

export interface AccountBalance {
  /** What the account owes; negative when it is in credit. */
  readonly totalCents: Cents;
  /** What it owes for a service, with its tax and late charges. */
  readonly services: readonly { readonly service: ServiceName; readonly balanceCents: Cents }[];
}

/** What customers owe and what they paid too much; a deposit is neither. */
export const OWED_ACCOUNTS = `SELECT ledger_account FROM ledger_account
  WHERE purpose = 'unapplied-credit' OR (is_control = 1 AND kind = 'asset')`;

/** What an account owes, per service and in all, unapplied credit taken off: now, or at the end of a day. */
export async function accountBalance(
  database: Database,
  accountId: string,
  asOf: CalendarDate | null = null,
): Promise<AccountBalance> {
  const rows = await database.raw<{ service: ServiceName | null; balance: number }[]>(
    `SELECT service, sum(amount_cents) AS balance
     FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
     WHERE posting.account_id = ? AND ledger_account IN (${OWED_ACCOUNTS}) AND (? IS NULL OR effective_on <= ?)
     GROUP BY service`,
    [accountId, asOf, asOf],
  );
  const balances = new Map(rows.map((row) => [row.service, row.balance]));
  return {
    totalCents: cents(rows.reduce((sum, row) => sum + row.balance, 0)),
    services: services.map((service) => ({ service, balanceCents: cents(balances.get(service) ?? 0) })),
  };
}

/** What each account owes that was ever charged or paid anything: now, or at the end of a day; in the order of the accounts. */
export async function accountBalances(
  database: Database,
  asOf: CalendarDate | null = null,
): Promise<{ readonly accountId: string; readonly balanceCents: Cents }[]> {
  // Without a day the index alone answers.
  const untilThen = asOf === null ? '' : 'JOIN journal_entry USING (entry_number)';
  const rows = await bulkRead<[accountId: string, balance: number]>(
    database,
    ['account_id', 'balance'],
    `SELECT posting.account_id, sum(amount_cents) AS balance FROM posting ${untilThen}
     WHERE posting.account_id IS NOT NULL AND ledger_account IN (${OWED_ACCOUNTS})
       ${asOf === null ? '' : 'AND effective_on <= ?'}
     GROUP BY posting.account_id ORDER BY posting.account_id`,
    asOf === null ? [] : [asOf],
  );
  return rows.map(([accountId, balance]) => ({ accountId, balanceCents: cents(balance) }));
}

/** What each of these accounts owes now; one without postings is left out. */
export async function balancesOf(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Cents>> {
  const rows = await bulkRead<[accountId: string, balance: number]>(
    database,
    ['account_id', 'balance'],
    `SELECT posting.account_id, sum(amount_cents) AS balance
     FROM json_each(?) AS wanted CROSS JOIN posting ON posting.account_id = wanted.value
     WHERE posting.account_id IS NOT NULL AND ledger_account IN (${OWED_ACCOUNTS}) GROUP BY posting.account_id`,
    [eachOnce(accountIds)],
  );
  return new Map(rows.map(([accountId, balance]) => [accountId, cents(balance)]));
}

/** What all customers owe together, unapplied credit taken off. */
export async function receivableTotal(database: Database): Promise<Cents> {
  const [row] = await database.raw<{ total: number | null }[]>(
    `SELECT sum(amount_cents) AS total FROM posting
     WHERE account_id IS NOT NULL AND ledger_account IN (${OWED_ACCOUNTS})`,
  );
  return cents(row?.total ?? 0);
}
