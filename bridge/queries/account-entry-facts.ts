import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import { cents } from '../contract/money.js';
import type { ServiceName } from '../contract/services.js';
import { depositInterestSchema } from '../contract/settings/deposit-interest.js';
import { feesSchema } from '../contract/settings/fees.js';
import type { AccountState, EntryFacts, OwedToAccount, PostedPayment } from '../domain/account-entries/entry-facts.js';
import type { DatedInterestRule, DepositChange } from '../domain/ledger/deposit-interest.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { eachOnce } from '../store/each-once.js';
import { appliedCredits } from './applied-credits.js';
import { chart } from './chart.js';
import { applicationRule } from './ledger-settings.js';
import { openItems } from './open-items.js';
import { settingValues } from './settings.js';
import { settingOn } from './utility-settings.js';

/** The rules by which entries of a day are made; they stay the same while rows are posted. */
export async function entryRules(
  database: Database,
  today: CalendarDate,
): Promise<Pick<EntryFacts, 'today' | 'chart' | 'rule' | 'returnedItemCents' | 'interestRules'>> {
  const { returnedItemCents } = feesSchema.parse(await settingOn(database, 'fees', today));
  const rule = await applicationRule(database, today);
  return { today, chart: await chart(database), rule, returnedItemCents, interestRules: await interestRules(database) };
}

/** What stands on these accounts; one that is not there is left out. */
export async function accountStates(
  database: Database,
  accountIds: readonly string[],
  today: CalendarDate,
): Promise<ReadonlyMap<string, AccountState>> {
  const asked = eachOnce(accountIds);
  const accounts = await accountsWithServices(database, asked);
  const items = groupBy(await openItems(database, accountIds, today), ({ accountId }) => accountId);
  const applied = groupBy(await appliedCredits(database, accountIds), ({ item }) => item.accountId);
  const owed = await owedToAccounts(database, asked);
  const deposits = groupBy(await depositChanges(database, asked), ({ accountId }) => accountId);
  const refunds = await refundsToPay(database, asked);
  const lateCharges = await lateChargesOf(database, asked);
  return new Map(
    [...groupBy(accounts, ([accountId]) => accountId)].map(([accountId, rows]): [string, AccountState] => [
      accountId,
      {
        status: rows[0]?.[1] ?? '',
        services: rows.flatMap(([, , service]) => service ?? []),
        items: items.get(accountId) ?? [],
        applied: applied.get(accountId) ?? [],
        deposit: owed.get(`deposits ${accountId}`) ?? { amountCents: cents(0), since: today },
        credit: owed.get(`unapplied-credit ${accountId}`) ?? { amountCents: cents(0), since: today },
        depositChanges: deposits.get(accountId) ?? [],
        refundsCents: cents(refunds.get(accountId) ?? 0),
        lateCharges: new Set((lateCharges.get(accountId) ?? []).map(([, type, dueOn]) => `${type} ${dueOn}`)),
      },
    ]),
  );
}

/** The payments that these entries posted, by entry number. */
export async function postedPayments(
  database: Database,
  entryNumbers: readonly number[],
): Promise<ReadonlyMap<number, PostedPayment>> {
  const rows = await bulkRead<[number, string, number, number, number]>(
    database,
    ['payment_number', 'account_id', 'entry_number', 'amount_cents', 'is_returned'],
    `SELECT payment_number, account_id, entry_number, amount_cents,
            payment_number IN (SELECT payment_number FROM returned_payment) AS is_returned
     FROM payment WHERE entry_number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(entryNumbers)],
  );
  return new Map(
    rows.map(([paymentNumber, accountId, entryNumber, amount, isReturned]) => [
      entryNumber,
      { paymentNumber, accountId, entryNumber, amountCents: cents(amount), isReturned: isReturned === 1 },
    ]),
  );
}

async function accountsWithServices(
  database: Database,
  asked: string,
): Promise<[accountId: string, status: string, service: ServiceName | null][]> {
  return bulkRead(
    database,
    ['account_id', 'status', 'service'],
    `SELECT account_id, status, service FROM account LEFT JOIN service USING (account_id)
     WHERE account_id IN (SELECT value FROM json_each(?))`,
    [asked],
  );
}

async function owedToAccounts(database: Database, asked: string): Promise<ReadonlyMap<string, OwedToAccount>> {
  const rows = await bulkRead<[string, string, number, string]>(
    database,
    ['account_id', 'purpose', 'amount', 'since'],
    `SELECT posting.account_id, purpose, -sum(amount_cents) AS amount, max(effective_on) AS since
     FROM json_each(?) AS wanted CROSS JOIN posting ON posting.account_id = wanted.value
     JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
     WHERE posting.account_id IS NOT NULL AND purpose IN ('deposits', 'unapplied-credit')
     GROUP BY posting.account_id, purpose`,
    [asked],
  );
  return new Map(
    rows.map(([accountId, purpose, amount, since]) => {
      return [`${purpose} ${accountId}`, { amountCents: cents(amount), since: calendarDate(since) }];
    }),
  );
}

async function interestRules(database: Database): Promise<DatedInterestRule[]> {
  return (await settingValues(database, 'deposit-interest')).map(({ effectiveFrom, value }) => {
    return { effectiveFrom, value: depositInterestSchema.parse(value) };
  });
}

async function depositChanges(database: Database, asked: string): Promise<(DepositChange & { accountId: string })[]> {
  const rows = await bulkRead<[string, string, number, number]>(
    database,
    ['account_id', 'effective_on', 'amount', 'is_interest'],
    `SELECT posting.account_id, effective_on, -amount_cents AS amount, journal_entry.kind = 'deposit-interest' AS is_interest
     FROM json_each(?) AS wanted CROSS JOIN posting ON posting.account_id = wanted.value
     JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number) WHERE purpose = 'deposits'
       -- Interest that was reversed was never paid.
       AND coalesce(reverses, entry_number) NOT IN (
         SELECT reversing.reverses FROM journal_entry AS reversing
         JOIN journal_entry AS reversed ON reversed.entry_number = reversing.reverses AND reversed.kind = 'deposit-interest')`,
    [asked],
  );
  return rows.map(([accountId, on, amount, isInterest]) => {
    return { accountId, on: calendarDate(on), amountCents: cents(amount), isInterest: isInterest === 1 };
  });
}

async function refundsToPay(database: Database, asked: string): Promise<ReadonlyMap<string, number>> {
  const rows = await bulkRead<[string, number]>(
    database,
    ['account_id', 'amount'],
    `SELECT account_id, sum(iif(kind = 'refund-paid', -amount_cents, amount_cents)) AS amount FROM standing_document
     WHERE account_id IN (SELECT value FROM json_each(?)) AND kind IN ('deposit-refund', 'credit-refund', 'refund-paid')
     GROUP BY account_id`,
    [asked],
  );
  return new Map(rows);
}

async function lateChargesOf(database: Database, asked: string): Promise<Map<string, [string, string, string][]>> {
  const rows = await bulkRead<[string, string, string]>(
    database,
    ['account_id', 'charge_type', 'due_on'],
    // A late charge on several services has no type, and leaves no room for another on any.
    `SELECT account_id, type.charge_type, due_on FROM standing_document AS document
     JOIN charge_type AS type ON type.nature = 'late-charge'
       AND (document.charge_type IS NULL OR document.charge_type = type.charge_type)
     WHERE account_id IN (SELECT value FROM json_each(?)) AND kind = 'late-charge'
     UNION ALL
     SELECT account_id, type.charge_type, due_on FROM standing_late_charge_decision
     JOIN charge_type AS type ON type.nature = 'late-charge'
     WHERE account_id IN (SELECT value FROM json_each(?)) AND decision = 'waive'`,
    [asked, asked],
  );
  return groupBy(rows, ([accountId]) => accountId);
}
