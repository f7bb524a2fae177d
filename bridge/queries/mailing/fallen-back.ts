import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** The accounts of a run whose e-bill notice was refused, came back or was given up, so that their bills go out on paper. */
export async function fallenBackAccounts(database: Database, billRunId: string): Promise<string[]> {
  const rows = await bulkRead<[accountId: string]>(
    database,
    ['account_id'],
    `SELECT account_id FROM ebill_notice WHERE notice_number IN (
       SELECT max(notice_number) FROM ebill_notice WHERE bill_run_id = ? GROUP BY account_id)
     AND state IN ('refused', 'bounced', 'given-up') ORDER BY account_id`,
    [billRunId],
  );
  return rows.map(([accountId]) => accountId);
}
