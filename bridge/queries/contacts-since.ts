import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** The accounts whose contact was changed after a receipt, each with the last receipt that did it. */
export async function saidSince(
  database: Database,
  receiptNumber: number,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await bulkRead<[accountId: string, receipt: number]>(
    database,
    ['account_id', 'receipt'],
    `SELECT account_id, max(command_number) AS receipt FROM account_contact
     WHERE account_id IN (SELECT value FROM json_each(?)) GROUP BY account_id HAVING max(command_number) > ?`,
    [JSON.stringify(accountIds), receiptNumber],
  );
  return new Map(rows);
}
