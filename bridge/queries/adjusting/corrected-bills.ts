import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A bill that was corrected by an adjustment, with the receipt that did it last. */
export interface AdjustedBill {
  readonly billNumber: number;
  readonly accountId: string;
  readonly receiptNumber: number;
}

/**
 * Those of these bills that stand corrected by an adjustment, by their numbers; of a receipt after this one where that is
 * told. Goodwill corrects no bill.
 */
export async function correctedBills(
  database: Database,
  billNumbers: readonly number[],
  { after = 0 }: { readonly after?: number } = {},
): Promise<AdjustedBill[]> {
  return database.raw(
    `SELECT adjusted.bill_number AS "billNumber", made.account_id AS "accountId", max(command_number) AS "receiptNumber"
     FROM json_each(?) AS wanted CROSS JOIN adjusted_bill AS adjusted ON adjusted.bill_number = wanted.value
     JOIN standing_adjustment AS made USING (adjustment_number) JOIN journal_entry USING (entry_number)
     WHERE made.kind <> 'goodwill' AND command_number > ?
     GROUP BY adjusted.bill_number ORDER BY adjusted.bill_number`,
    [JSON.stringify(billNumbers), after],
  );
}

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
