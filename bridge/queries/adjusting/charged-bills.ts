import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A bill on which a row charged more, by a correction. */
export interface ChargedBill {
  readonly rowKey: string;
  readonly billNumber: number;
}

/** The bills on which rows of a receipt charged more; a charge by agreement is of no bill. */
export async function billsChargedBy(
  database: Database,
  receipt: number,
  keys: readonly string[],
): Promise<ChargedBill[]> {
  const rows = await bulkRead<[rowKey: string, billNumber: number]>(
    database,
    ['row_key', 'bill_number'],
    `SELECT DISTINCT row_key, bill_number
     FROM journal_entry CROSS JOIN adjustment AS made USING (entry_number)
     CROSS JOIN adjusted_bill_charge AS share USING (adjustment_number)
     WHERE command_number = ? AND made.kind <> 'goodwill' AND share.amount_cents > 0
       AND row_key IN (SELECT value FROM json_each(?))
     ORDER BY bill_number`,
    [receipt, JSON.stringify(keys)],
  );
  return rows.map(([rowKey, billNumber]) => ({ rowKey, billNumber }));
}
