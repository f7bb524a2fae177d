import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { chunksOf } from '../../contract/chunks-of.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { Asked, AskedItem, PaidBefore } from '../../domain/late-charges/asked.js';
import type { ChargeType } from '../../domain/ledger/chart.js';
import { bulkRead, type StoredValue } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { applicationRule } from '../ledger-settings.js';
import { arrangementsOf } from './arrangements.js';

/** The books as they were when the run of a bill was posted: what its statement tells. */
export interface PostedMoment {
  readonly dueOn: CalendarDate;
  readonly billedOn: CalendarDate;
  /** The receipt that posted the run. */
  readonly postedBy: number;
}

/** A debit by which a credit was taken back is no charge. */
export const IS_CHARGE = `charged.kind NOT IN ('application', 'returned-payment', 'recovery', 'reversal')`;

/** When what an entry charged is due, given it with its bill, its rebill and its document. */
export const DUE_ON = 'coalesce(bill.due_on, rebill.due_on, document.due_on, charged.effective_on)';
const UNAPPLIED = `(SELECT ledger_account FROM ledger_account WHERE purpose = 'unapplied-credit')`;

/** That an entry was in the books at the moment of posting, which the query has as the row `moment`. */
export function known(entry: string): string {
  return `(${entry}.command_number <= (SELECT posted_by FROM moment) AND ${entry}.effective_on <= (SELECT billed_on FROM moment))`;
}

export const MOMENT = 'moment AS MATERIALIZED (SELECT ? AS due_on, ? AS billed_on, ? AS posted_by)';

export function momentBindings({ dueOn, billedOn, postedBy }: PostedMoment): StoredValue[] {
  return [dueOn, billedOn, postedBy];
}

/** All items of so many accounts stay in memory while what is open of them is worked out, which takes half the time. */
const ACCOUNTS_AT_ONCE = 500;

const WANTED = 'wanted AS MATERIALIZED (SELECT value AS account_id FROM json_each(?))';

const ASKED_ITEM = `item AS MATERIALIZED (
       SELECT posting.entry_number, line_number, posting.account_id, charge_type.charge_type, nature, charge_type.service,
              posting.amount_cents, charged.effective_on AS charged_on, ${DUE_ON} AS due_on,
              coalesce(bill.bill_number, rebill.bill_number) AS bill_number,
              coalesce(coalesce(bill.due_on, rebill.due_on) = (SELECT due_on FROM moment), 0) AS is_current
       FROM wanted CROSS JOIN posting USING (account_id)
       JOIN charge_type ON receivable = posting.ledger_account
       JOIN journal_entry AS charged ON charged.entry_number = posting.entry_number
       LEFT JOIN bill ON bill.entry_number = posting.entry_number
       LEFT JOIN rebill ON rebill.entry_number = posting.entry_number
       LEFT JOIN ledger_document AS document ON document.entry_number = posting.entry_number
       WHERE posting.account_id IS NOT NULL AND posting.amount_cents > 0 AND ${IS_CHARGE}
         AND ${DUE_ON} <= (SELECT due_on FROM moment) AND ${known('charged')})`;

type ItemRow = [
  ...[accountId: string, entryNumber: number, lineNumber: number, chargeType: string, nature: ChargeType['nature']],
  ...[service: ServiceName | null, chargedOn: string, dueOn: string, billNumber: number | null],
  ...[isCurrent: number, openCents: number],
];

/** What the statements of a run asked of accounts, with the arrangements that stood at that moment. */
export async function askedWhenPosted(
  database: Database,
  accountIds: readonly string[],
  moment: PostedMoment,
): Promise<(accountId: string) => Asked> {
  const read: AskedItem[] = [];
  for (const some of chunksOf(accountIds, ACCOUNTS_AT_ONCE)) read.push(...(await askedItems(database, some, moment)));
  const items = groupBy(read, ({ accountId }) => accountId);
  const credits = await creditsThen(database, [...items.keys()], moment);
  const arrangements = await arrangementsOf(database, accountIds, moment.postedBy);
  const paid = await paidThen(database, accountIds, moment);
  const application = await applicationRule(database, moment.billedOn);
  return (accountId) => ({
    ...{ dueOn: moment.dueOn, application, items: items.get(accountId) ?? [] },
    creditCents: cents(Math.max(0, credits.get(accountId) ?? 0)),
    arrangements: arrangements.get(accountId) ?? [],
    paid: paid.get(accountId) ?? [],
  });
}

async function askedItems(
  database: Database,
  accountIds: readonly string[],
  moment: PostedMoment,
): Promise<AskedItem[]> {
  const rows = await bulkRead<ItemRow>(
    database,
    [
      ...['account_id', 'entry_number', 'line_number', 'charge_type', 'nature', 'service', 'charged_on', 'due_on'],
      ...['bill_number', 'is_current', 'open_cents'],
    ],
    `WITH ${WANTED}, ${MOMENT}, ${ASKED_ITEM},
     then_open AS (
       SELECT item.*, item.amount_cents - coalesce((
                SELECT sum(allocation.amount_cents)
                FROM allocation CROSS JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
                WHERE item_entry = item.entry_number AND item_line = item.line_number AND ${known('made')}), 0) AS open_cents
       FROM item)
     SELECT * FROM then_open WHERE open_cents > 0 ORDER BY account_id, entry_number, line_number`,
    [JSON.stringify(accountIds), ...momentBindings(moment)],
  );
  return rows.map(toItem);
}

function toItem(row: ItemRow): AskedItem {
  const [accountId, entryNumber, lineNumber, chargeType, nature, service, chargedOn, dueOn, billNumber, ...last] = row;
  const [isCurrent, openCents] = last;
  return {
    ...{ accountId, ref: { entryNumber, lineNumber }, chargeType, nature, service, billNumber },
    ...{ chargedOn: calendarDate(chargedOn), dueOn: calendarDate(dueOn) },
    ...{ isCurrent: isCurrent === 1, openCents: cents(openCents) },
  };
}

async function creditsThen(
  database: Database,
  accountIds: readonly string[],
  moment: PostedMoment,
): Promise<ReadonlyMap<string, number>> {
  const rows = await bulkRead<[accountId: string, creditCents: number]>(
    database,
    ['account_id', 'credit_cents'],
    `WITH ${WANTED}, ${MOMENT}
     SELECT posting.account_id, -sum(amount_cents) AS credit_cents
     FROM wanted CROSS JOIN posting ON posting.account_id = wanted.account_id AND ledger_account = ${UNAPPLIED}
     JOIN journal_entry AS made USING (entry_number)
     WHERE posting.account_id IS NOT NULL AND ${known('made')} GROUP BY posting.account_id`,
    [JSON.stringify(accountIds), ...momentBindings(moment)],
  );
  return new Map(rows);
}

type PaidRow = [accountId: string, chargedOn: string, paidOn: string, enteredBy: number, amountCents: number];

const WITH_ARRANGEMENTS = `wanted AS MATERIALIZED (
       SELECT DISTINCT account_id FROM payment_arrangement WHERE account_id IN (SELECT value FROM json_each(?)))`;

/** The money that had paid what was asked, or what is due with it, of accounts that ever had an arrangement. */
async function paidThen(
  database: Database,
  accountIds: readonly string[],
  moment: PostedMoment,
): Promise<ReadonlyMap<string, readonly PaidBefore[]>> {
  const rows = await bulkRead<PaidRow>(
    database,
    ['account_id', 'charged_on', 'paid_on', 'entered_by', 'amount_cents'],
    `WITH ${WITH_ARRANGEMENTS}, ${MOMENT}, ${ASKED_ITEM}
     SELECT item.account_id, charged_on, credited.effective_on AS paid_on, credited.command_number AS entered_by,
            allocation.amount_cents
     FROM item JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
     JOIN journal_entry AS credited ON credited.entry_number = credit_entry
     JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
     WHERE (credited.kind = 'application' OR credit_entry IN (SELECT entry_number FROM payment)) AND ${known('made')}`,
    [JSON.stringify(accountIds), ...momentBindings(moment)],
  );
  const paid = rows.map(([accountId, chargedOn, paidOn, enteredBy, amount]) => ({
    ...{ accountId, chargedOn: calendarDate(chargedOn), paidOn: calendarDate(paidOn), enteredBy },
    amountCents: cents(amount),
  }));
  return groupBy(paid, ({ accountId }) => accountId);
}
