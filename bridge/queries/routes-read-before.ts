import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A stop of a run, by the key of its row. */
interface StopOfRun {
  readonly billRunId: string;
  readonly rowKey: string;
}

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
  const routes = new Map(rows.map(([billRunId, rowKey, routeId]) => [keyOf({ billRunId, rowKey }), routeId]));
  return (stop) => routes.get(keyOf(stop)) ?? '';
}

function keyOf({ billRunId, rowKey }: StopOfRun): string {
  return `${billRunId} ${rowKey}`;
}
