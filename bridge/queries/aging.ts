import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import { cents, centsToDollars, sumCents, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { ageAmounts, type AgedCents, type OpenAmount } from '../domain/ledger/aging.js';
import { bulkRead, type StoredValue } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** What an account owes for one type of charge, by age. */
export interface AgedCharge {
  readonly accountId: string;
  readonly chargeType: string;
  readonly aged: AgedCents;
}

export interface Aging {
  readonly charges: readonly AgedCharge[];
  /** What accounts paid too much, and nothing was open for it. */
  readonly credits: readonly { readonly accountId: string; readonly creditCents: Cents }[];
}

/** Open amounts of the end of a day, of charges of that day and before. */
interface DatedAmount extends OpenAmount {
  readonly accountId: string;
  readonly chargeType: string;
}

/**
 * What was open at the end of a day, by age, of all accounts or of one: of what was charged by then, less what was
 * applied by then. Ordered by account and by the order of charge types on a bill. Throws `aging-differs` when what is
 * open is not what the receivables say.
 */
export async function aging(database: Database, asOf: CalendarDate, accountId: string | null = null): Promise<Aging> {
  const amounts = await openAmounts(database, asOf, accountId);
  refuseDifference(amounts, await receivables(database, asOf, accountId), asOf);
  const charges = groupBy(amounts, (amount) => `${amount.accountId} ${amount.chargeType}`);
  return {
    charges: [...charges.values()].flatMap((parts) => {
      const [first] = parts;
      return first ? [{ accountId: first.accountId, chargeType: first.chargeType, aged: ageAmounts(parts, asOf) }] : [];
    }),
    credits: await unappliedCredits(database, asOf, accountId),
  };
}

async function openAmounts(database: Database, asOf: CalendarDate, accountId: string | null): Promise<DatedAmount[]> {
  const [condition, bindings] = ofAccount(accountId);
  const rows = await bulkRead<[accountId: string, chargeType: string, dueOn: string, openCents: number]>(
    database,
    ['account_id', 'charge_type', 'due_on', 'open_cents'],
    `WITH item AS MATERIALIZED (
       SELECT posting.entry_number, line_number, posting.account_id, charge_type, bill_order, amount_cents, effective_on
       FROM posting JOIN charge_type ON receivable = ledger_account JOIN journal_entry USING (entry_number)
       WHERE ${condition} AND amount_cents > 0 AND effective_on <= ?),
     applied AS (
       SELECT item.entry_number, item.line_number, sum(allocation.amount_cents) AS applied_cents
       FROM item CROSS JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
       JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
       WHERE made.effective_on <= ? GROUP BY item.entry_number, item.line_number)
     SELECT account_id, charge_type, bill_order, due_on, sum(open) AS open_cents FROM (
       SELECT item.account_id, item.charge_type, bill_order,
              coalesce(bill.due_on, rebill.due_on, document.due_on, item.effective_on) AS due_on,
              item.amount_cents - coalesce(applied_cents, 0) AS open
       FROM item LEFT JOIN applied USING (entry_number, line_number)
       LEFT JOIN bill USING (entry_number) LEFT JOIN rebill USING (entry_number) LEFT JOIN ledger_document AS document USING (entry_number)
       WHERE item.amount_cents <> coalesce(applied_cents, 0))
     GROUP BY account_id, bill_order, due_on ORDER BY account_id, bill_order, due_on`,
    [...bindings, asOf, asOf],
  );
  return rows.map(([account, chargeType, dueOn, openCents]) => {
    return { accountId: account, chargeType, dueOn: calendarDate(dueOn), openCents: cents(openCents) };
  });
}

/** What the control accounts say at the end of a day, by charge type. */
async function receivables(
  database: Database,
  asOf: CalendarDate,
  accountId: string | null,
): Promise<Map<string, number>> {
  const [condition, bindings] = ofAccount(accountId);
  const rows = await database.raw<{ charge_type: string; balance: number }[]>(
    `SELECT charge_type, sum(amount_cents) AS balance
     FROM posting JOIN charge_type ON receivable = ledger_account JOIN journal_entry USING (entry_number)
     WHERE ${condition} AND effective_on <= ? GROUP BY charge_type`,
    [...bindings, asOf],
  );
  return new Map(rows.map((row) => [row.charge_type, row.balance]));
}

async function unappliedCredits(
  database: Database,
  asOf: CalendarDate,
  accountId: string | null,
): Promise<Aging['credits']> {
  const [condition, bindings] = ofAccount(accountId);
  const rows = await bulkRead<[accountId: string, creditCents: number]>(
    database,
    ['account_id', 'credit_cents'],
    `SELECT posting.account_id, -sum(amount_cents) AS credit_cents
     FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
     WHERE ${condition} AND purpose = 'unapplied-credit' AND effective_on <= ?
     GROUP BY posting.account_id HAVING sum(amount_cents) <> 0 ORDER BY posting.account_id`,
    [...bindings, asOf],
  );
  return rows.map(([account, creditCents]) => ({ accountId: account, creditCents: cents(creditCents) }));
}

function ofAccount(accountId: string | null): [string, StoredValue[]] {
  return accountId === null ? ['posting.account_id IS NOT NULL', []] : ['posting.account_id = ?', [accountId]];
}

function refuseDifference(amounts: readonly DatedAmount[], balances: Map<string, number>, asOf: CalendarDate): void {
  const open = groupBy(amounts, ({ chargeType }) => chargeType);
  for (const chargeType of new Set([...balances.keys(), ...open.keys()])) {
    const openCents = sumCents((open.get(chargeType) ?? []).map((amount) => amount.openCents));
    const balance = cents(balances.get(chargeType) ?? 0);
    if (openCents === balance) continue;
    const owed = `${centsToDollars(openCents)} open for ${chargeType} on ${asOf}`;
    throw new CurbstopError({
      code: 'aging-differs',
      status: 500,
      message: `The books have ${owed}, and ${centsToDollars(balance)} on its control account.`,
      fix: 'Prove the books with curbstop verify: it says what was changed.',
    });
  }
}
