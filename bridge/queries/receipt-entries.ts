import { cents, type Cents } from '../contract/money.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { FIRST_OF_ROW } from './adjusting/first-of-row.js';
import { OWED_ACCOUNTS } from './balances.js';

/** A journal entry that a push made, and the row that it is of. */
export interface ReceiptEntry {
  readonly entryNumber: number;
  /** Null where it is of no single row, such as a bill made again. */
  readonly rowKey: string | null;
  readonly documentNumber: number | null;
  readonly accountId: string | null;
  readonly memo: string;
  /** What customers owe more by it. */
  readonly debitCents: Cents;
  /** What customers owe less by it, as a positive amount. */
  readonly creditCents: Cents;
}

type Row = [
  ...[entryNumber: number, rowKey: string | null, documentNumber: number | null, accountId: string | null],
  ...[memo: string, debit: number, credit: number],
];

/** Every journal entry of a push as it was posted then, in the order of their numbers, with its effect on what customers owe. */
export async function receiptEntries(database: Database, receiptNumber: number): Promise<ReceiptEntry[]> {
  const rows = await bulkRead<Row>(
    database,
    ['entry_number', 'row_key', 'document_number', 'account_id', 'memo', 'debit', 'credit'],
    `WITH made AS (SELECT entry_number, account_id, memo FROM journal_entry WHERE command_number = ?),
     document AS (
       SELECT document_number, entry_number, ${FIRST_OF_ROW} AS first_document
       FROM ledger_document JOIN journal_entry USING (entry_number)
       WHERE command_number = ? AND entry_number NOT IN
         (SELECT entry_number FROM late_charge_correction WHERE entry_number IS NOT NULL)),
     of_row AS (
       SELECT entry_number, row_key, NULL AS document_number FROM adjustment JOIN made USING (entry_number)
       UNION ALL
       SELECT document.entry_number, named.row_key, document.document_number
       FROM document LEFT JOIN ledger_document AS named ON named.document_number = first_document),
     owed AS (
       SELECT entry_number, sum(max(net, 0)) AS debit, sum(max(-net, 0)) AS credit
       FROM (SELECT entry_number, sum(amount_cents) AS net FROM made JOIN posting USING (entry_number)
             WHERE posting.account_id IS NOT NULL AND ledger_account IN (${OWED_ACCOUNTS})
             GROUP BY entry_number, posting.account_id)
       GROUP BY entry_number)
     SELECT entry_number, row_key, document_number, account_id, memo,
            coalesce(debit, 0) AS debit, coalesce(credit, 0) AS credit
     FROM made LEFT JOIN of_row USING (entry_number) LEFT JOIN owed USING (entry_number) ORDER BY entry_number`,
    [receiptNumber, receiptNumber],
  );
  return rows.map(([entryNumber, rowKey, documentNumber, accountId, memo, debit, credit]) => ({
    ...{ entryNumber, rowKey, documentNumber, accountId, memo },
    ...{ debitCents: cents(debit), creditCents: cents(credit) },
  }));
}
