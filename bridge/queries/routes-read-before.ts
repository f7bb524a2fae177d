import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { stopKey, type StopOfRun } from '../store/readings.js';

/** Gives the route of any stop of an open run that was read or decided; a stop of which nothing came yet has none here. */
export async function routesReadBefore(database: Database): Promise<(stop: StopOfRun) => string> {
  const rows = await bulkRead<[billRunId: string, rowKey: string, routeId: string]>(
    database,
    ['bill_run_id', 'row_key', 'route_id'],
    `SELECT period_read.bill_run_id, row_key, route_id
     FROM period_read JOIN bill_run USING (bill_run_id) JOIN account USING (account_id)
     JOIN run_stop USING (bill_run_id, premises_id)
     WHERE bill_run.status = 'open' AND period_read.status <> 'missing'`,
  );
  const routes = new Map(rows.map(([billRunId, rowKey, routeId]) => [stopKey({ billRunId, rowKey }), routeId]));
  return (stop) => routes.get(stopKey(stop)) ?? '';
}
