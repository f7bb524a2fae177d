import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** Bills of these accounts that adjustments corrected, which stand, by the receipt of the last; gifts and leaks correct none. */
export async function correctedBillsOfAccounts(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await bulkRead<[billNumber: number, receipt: number]>(
    database,
    ['bill_number', 'receipt'],
    `SELECT bill_number, max(command_number) AS receipt
     FROM json_each(?) AS wanted CROSS JOIN standing_adjustment AS made ON made.account_id = wanted.value
     JOIN adjusted_bill USING (adjustment_number) JOIN journal_entry USING (entry_number)
     WHERE made.kind NOT IN ('goodwill', 'leak') GROUP BY bill_number`,
    [JSON.stringify(accountIds)],
  );
  return new Map(rows.map(([billNumber, receipt]) => [billNumber, `receipt ${receipt}`]));
}
