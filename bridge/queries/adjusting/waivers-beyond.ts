import { cents, type Cents } from '../../contract/money.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { eachOnce } from '../../store/each-once.js';

/** Fees or late charges of an account of which more is waived than was charged. */
export interface WaiverBeyond {
  readonly accountId: string;
  /** The name of the charge, such as "Late charge, water". */
  readonly name: string;
  readonly beyondCents: Cents;
  /** The last receipt that waived of them. */
  readonly receipt: number;
}

/** Of which fees and late charges of these accounts adjustments that stand waive more than stands of the charges. */
export async function waiversBeyond(database: Database, accountIds: readonly string[]): Promise<WaiverBeyond[]> {
  const rows = await bulkRead<[accountId: string, name: string, left: number, receipt: number]>(
    database,
    ['account_id', 'name', 'left_cents', 'receipt'],
    `WITH waived AS MATERIALIZED (
       SELECT made.account_id, type.name, type.receivable, sum(charge.amount_cents) AS amount_cents,
              max(command_number) AS receipt
       FROM json_each(?) AS wanted CROSS JOIN standing_adjustment AS made ON made.account_id = wanted.value
         AND made.kind IN ('late charge waiver', 'returned payment fee')
       JOIN adjusted_charge AS charge USING (adjustment_number)
       JOIN charge_type AS type ON type.charge_type = charge.charge_type
       JOIN journal_entry ON journal_entry.entry_number = made.entry_number
       GROUP BY made.account_id, type.charge_type)
     SELECT * FROM (
       SELECT account_id, name, receipt, amount_cents + coalesce((
                SELECT sum(posting.amount_cents) FROM standing_document AS document
                JOIN posting ON posting.entry_number = document.entry_number AND posting.ledger_account = receivable
                WHERE document.account_id = waived.account_id AND document.kind IN ('fee', 'late-charge')
                  AND posting.amount_cents > 0), 0) AS left_cents
       FROM waived)
     WHERE left_cents < 0 ORDER BY account_id, name`,
    [eachOnce(accountIds)],
  );
  return rows.map(([accountId, name, left, receipt]) => ({ accountId, name, beyondCents: cents(0 - left), receipt }));
}
