import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { OwedItem, PaidInTime } from '../../domain/late-charges/late-charge.js';
import type { ChargeType } from '../../domain/ledger/chart.js';
import { groupBy } from '../../contract/group-by.js';
import { bulkRead, type StoredValue } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** What was owed on accounts by a due date, and what was there of theirs that pays none of it. */
export interface Owed {
  readonly items: readonly (OwedItem & { readonly accountId: string })[];
  readonly spareCents: ReadonlyMap<string, number>;
}

type ItemRow = [
  ...[accountId: string, nature: ChargeType['nature'], service: ServiceName | null, chargedOn: string],
  ...[isCurrent: number, openCents: number],
];

const ITEM_COLUMNS = ['account_id', 'nature', 'service', 'charged_on', 'is_current', 'open_cents'];

/** A debit by which a credit was taken back is no charge. */
const IS_CHARGE = `charged.kind NOT IN ('application', 'returned-payment', 'recovery', 'reversal')`;
const DUE_ON = 'coalesce(bill.due_on, document.due_on, charged.effective_on)';
const GIVEN_DUE = '(SELECT due_on FROM given)';
const UNAPPLIED = `(SELECT ledger_account FROM ledger_account WHERE purpose = 'unapplied-credit')`;

/** What was charged to accounts in force on a due date, by a condition on the entry that charged it. */
function chargedItems(condition: string): string {
  return `SELECT posting.entry_number, line_number, posting.account_id, nature, charge_type.service, posting.amount_cents,
                 charged.effective_on AS charged_on, coalesce(bill.due_on = ${GIVEN_DUE}, 0) AS is_current
          FROM wanted CROSS JOIN posting USING (account_id)
          JOIN charge_type ON receivable = posting.ledger_account
          JOIN journal_entry AS charged ON charged.entry_number = posting.entry_number
          LEFT JOIN bill ON bill.entry_number = posting.entry_number
          LEFT JOIN ledger_document AS document ON document.entry_number = posting.entry_number
          WHERE posting.account_id IS NOT NULL AND posting.amount_cents > 0 AND ${IS_CHARGE} AND ${DUE_ON} <= ${GIVEN_DUE}
            AND ${condition}`;
}

const OPEN_ITEMS = `SELECT item.account_id, nature, service, charged_on, is_current,
            item.amount_cents - coalesce(paid_cents, 0) AS open_cents
     FROM item LEFT JOIN paid USING (entry_number, line_number)
     WHERE item.amount_cents > coalesce(paid_cents, 0) ORDER BY item.account_id, entry_number, line_number`;

/** A due date with the first instant at which a payment is late for it. */
export interface DueDate {
  readonly dueOn: CalendarDate;
  readonly lateFrom: Date;
}

/**
 * What is past due on a due date: charges up to it that are due by then, less what pays them of money that came in time,
 * whenever it was entered, and of every correction, whenever it was made. Money that came later pays nothing here. What
 * came in time and was applied to something else, because late money had paid the charge when it was entered, is spare.
 */
export async function owedByThen(database: Database, accountIds: readonly string[], due: DueDate): Promise<Owed> {
  const items = await bulkRead<ItemRow>(
    database,
    ITEM_COLUMNS,
    `WITH ${GIVEN_LATE},
     ${ITEM_BY_THEN},
     paid AS (
       SELECT item.entry_number, item.line_number, sum(allocation.amount_cents) AS paid_cents
       FROM item JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
       WHERE credit_entry NOT IN (SELECT entry_number FROM late)
       GROUP BY item.entry_number, item.line_number)
     ${OPEN_ITEMS}`,
    bindingsOf(accountIds, due),
  );
  const owing = [...new Set(items.map(([accountId]) => accountId))];
  return toOwed(items, await spareOf(database, owing, due));
}

const GIVEN_LATE = `wanted AS MATERIALIZED (SELECT value AS account_id FROM json_each(?)),
     given AS MATERIALIZED (SELECT ? AS due_on, ? AS late_from),
     late AS MATERIALIZED (
       SELECT entry_number FROM wanted CROSS JOIN payment USING (account_id)
       WHERE received_at >= (SELECT late_from FROM given))`;

const ITEM_BY_THEN = `item AS MATERIALIZED (${chargedItems(`charged.effective_on <= ${GIVEN_DUE}
       AND NOT (charged.kind = 'late-charge' AND document.due_on IS ${GIVEN_DUE})`)})`;

/** The money of accounts that came in time and paid what is due by then. */
export async function paidByThen(database: Database, accountIds: readonly string[], due: DueDate): Promise<Paid> {
  return paidIn(
    database,
    `WITH ${GIVEN_LATE},
     ${ITEM_BY_THEN}
     ${PAID_BY_MONEY} AND credit_entry NOT IN (SELECT entry_number FROM late)`,
    bindingsOf(accountIds, due),
  );
}

type Paid = ReadonlyMap<string, readonly PaidInTime[]>;

const PAID_BY_MONEY = `SELECT item.account_id, charged_on, credited.effective_on AS paid_on, allocation.amount_cents
     FROM item JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
     JOIN journal_entry AS credited ON credited.entry_number = credit_entry
     JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
     WHERE (credited.kind = 'application' OR credit_entry IN (SELECT entry_number FROM payment))`;

async function paidIn(database: Database, query: string, bindings: readonly StoredValue[]): Promise<Paid> {
  const rows = await bulkRead<[accountId: string, chargedOn: string, paidOn: string, amountCents: number]>(
    database,
    ['account_id', 'charged_on', 'paid_on', 'amount_cents'],
    query,
    bindings,
  );
  return new Map(
    [...groupBy(rows, ([accountId]) => accountId)].map(([accountId, ofAccount]) => [
      accountId,
      ofAccount.map(([, chargedOn, paidOn, amount]) => {
        return { chargedOn: calendarDate(chargedOn), paidOn: calendarDate(paidOn), amountCents: cents(amount) };
      }),
    ]),
  );
}

function bindingsOf(accountIds: readonly string[], { dueOn, lateFrom }: DueDate): StoredValue[] {
  return [JSON.stringify(accountIds), dueOn, lateFrom.toISOString()];
}

/** Unapplied credit that no late money made, and what money in time pays of charges that were not due yet. */
async function spareOf(
  database: Database,
  accountIds: readonly string[],
  due: DueDate,
): Promise<[accountId: string, spareCents: number][]> {
  return bulkRead(
    database,
    ['account_id', 'spare_cents'],
    `WITH ${GIVEN_LATE},
     unapplied AS (
       SELECT posting.account_id, -sum(amount_cents) AS credit_cents
       FROM wanted CROSS JOIN posting ON posting.account_id = wanted.account_id AND ledger_account = ${UNAPPLIED}
       WHERE posting.account_id IS NOT NULL AND entry_number NOT IN (SELECT entry_number FROM late)
       GROUP BY posting.account_id),
     elsewhere AS (
       SELECT posting.account_id, sum(allocation.amount_cents) AS credit_cents
       FROM wanted CROSS JOIN posting USING (account_id)
       JOIN charge_type ON receivable = posting.ledger_account
       JOIN journal_entry AS charged ON charged.entry_number = posting.entry_number
       LEFT JOIN bill ON bill.entry_number = posting.entry_number
       LEFT JOIN ledger_document AS document ON document.entry_number = posting.entry_number
       JOIN allocation ON item_entry = posting.entry_number AND item_line = posting.line_number
       JOIN journal_entry AS credited ON credited.entry_number = credit_entry
       WHERE posting.account_id IS NOT NULL AND posting.amount_cents > 0 AND ${IS_CHARGE} AND ${DUE_ON} > ${GIVEN_DUE}
         AND (credited.kind = 'application' OR credit_entry IN (SELECT entry_number FROM payment))
         AND credit_entry NOT IN (SELECT entry_number FROM late)
       GROUP BY posting.account_id)
     SELECT wanted.account_id, coalesce(unapplied.credit_cents, 0) + coalesce(elsewhere.credit_cents, 0) AS spare_cents
     FROM wanted LEFT JOIN unapplied USING (account_id) LEFT JOIN elsewhere USING (account_id)`,
    bindingsOf(accountIds, due),
  );
}

/** The books as they were when a bill's run was posted. */
export interface PostedMoment {
  readonly dueOn: CalendarDate;
  readonly billedOn: CalendarDate;
  /** The receipt that posted the run. */
  readonly postedBy: number;
}

const GIVEN_MOMENT = `wanted AS MATERIALIZED (SELECT value AS account_id FROM json_each(?)),
     given AS MATERIALIZED (SELECT ? AS due_on, ? AS billed_on, ? AS posted_by)`;

function known(entry: string): string {
  return `${entry}.command_number <= (SELECT posted_by FROM given) AND ${entry}.effective_on <= (SELECT billed_on FROM given)`;
}

/** The money of accounts that had paid what is due on a due date when its run was posted. */
export async function paidWhenPosted(
  database: Database,
  accountIds: readonly string[],
  { dueOn, billedOn, postedBy }: PostedMoment,
): Promise<Paid> {
  return paidIn(
    database,
    `WITH ${GIVEN_MOMENT},
     item AS MATERIALIZED (${chargedItems(known('charged'))})
     ${PAID_BY_MONEY} AND ${known('made')}`,
    [JSON.stringify(accountIds), dueOn, billedOn, postedBy],
  );
}

/** What is due on a due date as a statement tells it: by the books of the moment at which its run was posted. */
export async function owedWhenPosted(
  database: Database,
  accountIds: readonly string[],
  { dueOn, billedOn, postedBy }: PostedMoment,
): Promise<Owed> {
  const bindings = [JSON.stringify(accountIds), dueOn, billedOn, postedBy];
  const items = await bulkRead<ItemRow>(
    database,
    ITEM_COLUMNS,
    `WITH ${GIVEN_MOMENT},
     item AS MATERIALIZED (${chargedItems(known('charged'))}),
     paid AS (
       SELECT item.entry_number, item.line_number, sum(allocation.amount_cents) AS paid_cents
       FROM item JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
       JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
       WHERE ${known('made')} GROUP BY item.entry_number, item.line_number)
     ${OPEN_ITEMS}`,
    bindings,
  );
  const spare = await bulkRead<[accountId: string, spareCents: number]>(
    database,
    ['account_id', 'spare_cents'],
    `WITH ${GIVEN_MOMENT}
     SELECT posting.account_id, -sum(amount_cents) AS spare_cents
     FROM wanted CROSS JOIN posting ON posting.account_id = wanted.account_id AND ledger_account = ${UNAPPLIED}
     JOIN journal_entry AS made USING (entry_number)
     WHERE posting.account_id IS NOT NULL AND ${known('made')} GROUP BY posting.account_id`,
    bindings,
  );
  return toOwed(items, spare);
}

function toOwed(items: readonly ItemRow[], spare: readonly (readonly [string, number])[]): Owed {
  return {
    items: items.map(([accountId, nature, service, chargedOn, isCurrent, openCents]) => ({
      ...{ accountId, nature, service, chargedOn: calendarDate(chargedOn) },
      ...{ isCurrent: isCurrent === 1, openCents: cents(openCents) },
    })),
    spareCents: new Map(spare.map(([accountId, spareCents]) => [accountId, Math.max(0, spareCents)])),
  };
}
