import { calendarDate } from '../contract/calendar-date.js';
import type { EntryKind } from '../contract/journal-entry.js';
import { cents } from '../contract/money.js';
import type { AppliedCredit } from '../domain/ledger/applied-credit.js';
import { bulkRead } from '../store/bulk.js';
import { ruledOn } from '../store/entry-rules.js';
import type { Database } from '../store/database.js';
import { eachOnce } from '../store/each-once.js';

type Row = [
  ...[creditEntry: number, creditLine: number, kind: EntryKind, appliedOn: string, paidCents: number],
  ...[itemEntry: number, itemLine: number, accountId: string, chargeType: string, chargedOn: string, rules: string],
  ...[dueOn: string, billNumber: number | null],
];

/**
 * What credits pay of the items of these accounts, as it stands. The debits by which credits were taken back are no charges
 * and are left out.
 */
export async function appliedCredits(database: Database, accountIds: readonly string[]): Promise<AppliedCredit[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['credit_entry', 'credit_line', 'kind', 'applied_on', 'paid_cents', 'entry_number', 'line_number'],
      ...['account_id', 'charge_type', 'charged_on', 'ruled_on', 'due_on', 'bill_number'],
    ],
    `WITH paid AS MATERIALIZED (
       SELECT credit_entry, credit_line, posting.entry_number, posting.line_number, posting.account_id, charge_type,
              sum(allocation.amount_cents) AS paid_cents, max(made.effective_on) AS applied_on
       FROM json_each(?) AS wanted CROSS JOIN posting ON posting.account_id = wanted.value
       JOIN charge_type ON receivable = posting.ledger_account
       JOIN allocation ON item_entry = posting.entry_number AND item_line = posting.line_number
       JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
       WHERE posting.account_id IS NOT NULL AND posting.amount_cents > 0
       GROUP BY credit_entry, credit_line, posting.entry_number, posting.line_number
       HAVING sum(allocation.amount_cents) > 0)
     SELECT credit_entry, credit_line, credited.kind, applied_on, paid_cents, paid.entry_number, line_number,
            paid.account_id, paid.charge_type, charged.effective_on AS charged_on, ${ruledOn('charged')} AS ruled_on,
            coalesce(bill.due_on, rebill.due_on, document.due_on, charged.effective_on) AS due_on,
            coalesce(bill.bill_number, rebill.bill_number) AS bill_number
     FROM paid JOIN journal_entry AS credited ON credited.entry_number = credit_entry
     JOIN journal_entry AS charged ON charged.entry_number = paid.entry_number
     LEFT JOIN bill ON bill.entry_number = paid.entry_number
     LEFT JOIN rebill ON rebill.entry_number = paid.entry_number
     LEFT JOIN ledger_document AS document ON document.entry_number = paid.entry_number
     WHERE charged.kind NOT IN ('application', 'returned-payment', 'recovery', 'reversal')
     ORDER BY credit_entry, credit_line, paid.entry_number, line_number`,
    [eachOnce(accountIds)],
  );
  return rows.map((row) => {
    const [creditEntry, creditLine, kind, appliedOn, paidCents, entryNumber, lineNumber] = row;
    const [, , , , , , , accountId, chargeType, chargedOn, rules, dueOn, billNumber] = row;
    return {
      credit: { entryNumber: creditEntry, lineNumber: creditLine },
      kind,
      appliedOn: calendarDate(appliedOn),
      item: {
        accountId,
        ref: { entryNumber, lineNumber },
        chargeType,
        chargedOn: calendarDate(chargedOn),
        ruledOn: calendarDate(rules),
        dueOn: calendarDate(dueOn),
        openCents: cents(paidCents),
        billNumber,
      },
    };
  });
}
