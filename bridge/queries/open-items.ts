import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { CreditOnAccount } from '../domain/ledger/application-entry.js';
import type { OpenItem } from '../domain/ledger/open-item.js';
import { bulkRead } from '../store/bulk.js';
import { ruledOn } from '../store/entry-rules.js';
import type { Database } from '../store/database.js';

type ItemRow = [
  ...[entryNumber: number, lineNumber: number, accountId: string, chargeType: string, chargedOn: string],
  ...[rules: string, dueOn: string, openCents: number, billNumber: number | null],
];

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
  const rows = await bulkRead<ItemRow>(
    database,
    [
      ...['entry_number', 'line_number', 'account_id', 'charge_type', 'charged_on', 'ruled_on', 'due_on'],
      ...['open_cents', 'bill_number'],
    ],
    `WITH item AS MATERIALIZED (
       SELECT posting.entry_number, line_number, posting.account_id, charge_type, amount_cents
       FROM json_each(?) AS wanted CROSS JOIN posting ON posting.account_id = wanted.value
       JOIN charge_type ON receivable = posting.ledger_account
       WHERE posting.account_id IS NOT NULL AND amount_cents > 0),
     applied AS (
       SELECT entry_number, line_number, max(so_far) AS most FROM (
         SELECT item.entry_number, item.line_number,
                sum(sum(allocation.amount_cents)) OVER (PARTITION BY item.entry_number, item.line_number
                                                        ORDER BY max(made.effective_on, ?)) AS so_far
         FROM item
         JOIN allocation ON item_entry = item.entry_number AND item_line = item.line_number
         JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
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
    [JSON.stringify(accountIds), on, on],
  );
  return rows.map(([entryNumber, lineNumber, accountId, chargeType, chargedOn, rules, dueOn, open, billNumber]) => ({
    accountId,
    ref: { entryNumber, lineNumber },
    chargeType,
    chargedOn: calendarDate(chargedOn),
    ruledOn: calendarDate(rules),
    dueOn: calendarDate(dueOn),
    openCents: cents(open),
    billNumber,
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
    [JSON.stringify(accountIds)],
  );
  return rows.map(([accountId, creditCents, since]) => {
    return { accountId, creditCents: cents(creditCents), since: calendarDate(since) };
  });
}
