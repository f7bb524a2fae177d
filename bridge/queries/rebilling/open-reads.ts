import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { groupBy } from '../../contract/group-by.js';

/** The meters that open runs read of an account, by run. */
export async function openReadsOf(
  database: Database,
  accountId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await bulkRead<[billRunId: string, meterId: string]>(
    database,
    ['bill_run_id', 'meter_id'],
    `SELECT DISTINCT bill_run_id, meter_id FROM period_read JOIN bill_run USING (bill_run_id)
     WHERE account_id = ? AND bill_run.status = 'open' ORDER BY 1, 2`,
    [accountId],
  );
  const byRun = groupBy(rows, ([billRunId]) => billRunId);
  return new Map([...byRun].map(([billRunId, ofRun]) => [billRunId, ofRun.map(([, meterId]) => meterId)]));
}
