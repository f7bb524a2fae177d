import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { CreditOnAccount } from '../domain/ledger/application-entry.js';
import type { ItemsOf, OpenItem } from '../domain/ledger/open-item.js';
import { bulkRead, cellOf, columnRead } from '../store/bulk.js';
import { ruledOn } from '../store/entry-rules.js';
import type { Database } from '../store/database.js';
import { eachOnce } from '../store/each-once.js';

interface ItemRow {
  readonly entryNumber: number;
  readonly lineNumber: number;
  readonly accountId: string;
  readonly chargeType: string;
  readonly chargedOn: string;
  readonly ruledOn: string;
  readonly dueOn: string;
  readonly open: number;
  readonly billNumber: number | null;
}

/**
 * What a payment or a credit of a date may pay on these accounts. Of an item no more counts as open than is open on every
 * day from that date on, so that one which is entered late never pays what a later one has paid already.
 * An item is due when its bill or its document says, else on the day of its charge.
 */
export async function openItems(
  database: Database,
  accountIds: readonly string[],
  on: CalendarDate,
): Promise<OpenItem[]> {
  return openItemsOf(
    database,
    [...new Set(accountIds)].map((accountId) => ({ accountId, service: null })),
    on,
  );
}

/** The same of a part of what is open on accounts; no item is asked for by two of them. */
export async function openItemsOf(
  database: Database,
  wanted: readonly ItemsOf[],
  on: CalendarDate,
): Promise<OpenItem[]> {
  const read = await columnRead<ItemRow>(
    database,
    {
      ...{ entryNumber: 'entry_number', lineNumber: 'line_number', accountId: 'account_id', chargeType: 'charge_type' },
      ...{
        chargedOn: 'charged_on',
        ruledOn: 'ruled_on',
        dueOn: 'due_on',
        open: 'open_cents',
        billNumber: 'bill_number',
      },
    },
    `WITH item AS MATERIALIZED (
       SELECT posting.entry_number, line_number, posting.account_id, charge_type, amount_cents
       FROM json_each(?) AS wanted CROSS JOIN posting ON posting.account_id = wanted.value ->> 0
       JOIN charge_type AS type ON receivable = posting.ledger_account
         AND coalesce(type.service = wanted.value ->> 1, wanted.value ->> 1 IS NULL)
       WHERE posting.account_id IS NOT NULL AND amount_cents > 0),
     applied AS (
       SELECT entry_number, line_number, max(so_far) AS most FROM (
         SELECT item.entry_number, item.line_number,
                sum(sum(allocation.amount_cents)) OVER (PARTITION BY item.entry_number, item.line_number
                                                        ORDER BY max(made.effective_on, ?)) AS so_far
         -- From the items: few accounts have few of all the allocations that there are.
         FROM item
         CROSS JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
         CROSS JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
         GROUP BY item.entry_number, item.line_number, max(made.effective_on, ?))
       GROUP BY entry_number, line_number)
     SELECT entry_number, line_number, item.account_id, item.charge_type, charged.effective_on AS charged_on,
            ${ruledOn('charged')} AS ruled_on,
            coalesce(bill.due_on, rebill.due_on, document.due_on, charged.effective_on) AS due_on,
            item.amount_cents - coalesce(most, 0) AS open_cents,
            coalesce(bill.bill_number, rebill.bill_number) AS bill_number
     FROM item LEFT JOIN applied USING (entry_number, line_number)
     JOIN journal_entry AS charged USING (entry_number)
     LEFT JOIN bill USING (entry_number) LEFT JOIN rebill USING (entry_number)
     LEFT JOIN ledger_document AS document USING (entry_number)
     WHERE item.amount_cents > coalesce(most, 0)
     ORDER BY entry_number, line_number`,
    [JSON.stringify(wanted.map(({ accountId, service }) => [accountId, service])), on, on],
  );
  return read.entryNumber.map((entryNumber, row) => ({
    accountId: cellOf(read.accountId, row),
    ref: { entryNumber, lineNumber: cellOf(read.lineNumber, row) },
    chargeType: cellOf(read.chargeType, row),
    chargedOn: calendarDate(cellOf(read.chargedOn, row)),
    ruledOn: calendarDate(cellOf(read.ruledOn, row)),
    dueOn: calendarDate(cellOf(read.dueOn, row)),
    openCents: cents(cellOf(read.open, row)),
    billNumber: cellOf(read.billNumber, row),
  }));
}

/** The unapplied credit of those of these accounts that have any. */
export async function creditsOnAccounts(database: Database, accountIds: readonly string[]): Promise<CreditOnAccount[]> {
  const rows = await bulkRead<[accountId: string, creditCents: number, since: string]>(
    database,
    ['account_id', 'credit_cents', 'since'],
    `SELECT posting.account_id, -sum(amount_cents) AS credit_cents, max(effective_on) AS since
     FROM json_each(?) AS wanted
     CROSS JOIN posting ON posting.account_id = wanted.value
       AND ledger_account = (SELECT ledger_account FROM ledger_account WHERE purpose = 'unapplied-credit')
     JOIN journal_entry USING (entry_number)
     WHERE posting.account_id IS NOT NULL
     GROUP BY posting.account_id HAVING sum(amount_cents) < 0 ORDER BY posting.account_id`,
    [eachOnce(accountIds)],
  );
  return rows.map(([accountId, creditCents, since]) => {
    return { accountId, creditCents: cents(creditCents), since: calendarDate(since) };
  });
}
