import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { eachOnce } from '../../store/each-once.js';

/** The accounts whose late charges rows of a receipt waived. */
export async function waivedAccounts(
  database: Database,
  receipt: number,
  keys: readonly string[],
): Promise<readonly string[]> {
  const rows = await bulkRead<[accountId: string]>(
    database,
    ['account_id'],
    `SELECT DISTINCT made.account_id FROM journal_entry CROSS JOIN adjustment AS made USING (entry_number)
     WHERE command_number = ? AND made.kind = 'late charge waiver' AND row_key IN (SELECT value FROM json_each(?))
     ORDER BY made.account_id`,
    [receipt, eachOnce(keys)],
  );
  return rows.map(([accountId]) => accountId);
}
