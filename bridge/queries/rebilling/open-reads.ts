import { groupBy } from '../../contract/group-by.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** Those of these meters that open runs read, by run. */
export async function openReadsOf(
  database: Database,
  meterIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await bulkRead<[billRunId: string, meterId: string]>(
    database,
    ['bill_run_id', 'meter_id'],
    `SELECT DISTINCT bill_run_id, meter_id FROM period_read JOIN bill_run USING (bill_run_id)
     WHERE meter_id IN (SELECT value FROM json_each(?)) AND bill_run.status = 'open' ORDER BY 1, 2`,
    [JSON.stringify(meterIds)],
  );
  const byRun = groupBy(rows, ([billRunId]) => billRunId);
  return new Map([...byRun].map(([billRunId, ofRun]) => [billRunId, ofRun.map(([, meterId]) => meterId)]));
}
