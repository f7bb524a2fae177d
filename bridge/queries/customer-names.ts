import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { eachOnce } from '../store/each-once.js';

/** The customers' names of accounts; one that nobody has is left out. */
export async function customerNames(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[accountId: string, name: string]>(
    database,
    ['account_id', 'name'],
    `SELECT account_id, name FROM account JOIN customer USING (customer_id)
     WHERE account_id IN (SELECT value FROM json_each(?))`,
    [eachOnce(accountIds)],
  );
  return new Map(rows);
}
