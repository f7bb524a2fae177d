import type { Database } from '../../store/database.js';

/** A bill of a run that was made again, with the receipt that did it last. */
export interface RebilledBill {
  readonly billNumber: number;
  readonly accountId: string;
  readonly receiptNumber: number;
}

/** The bills of a run that were made again, by their numbers; also those that were restored since. */
export async function rebilledBills(database: Database, billRunId: string): Promise<ReadonlyMap<number, RebilledBill>> {
  const rows = await database.raw<RebilledBill[]>(
    `SELECT bill_number AS "billNumber", bill.account_id AS "accountId", max(rebill.command_number) AS "receiptNumber"
     FROM bill JOIN rebill USING (bill_number) WHERE bill_run_id = ? GROUP BY bill_number ORDER BY bill_number`,
    [billRunId],
  );
  return new Map(rows.map((row) => [row.billNumber, row]));
}
