import { counted } from '../contract/counted.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** How a file that came back compares with what its devices were loaded with. */
export interface LoadedBeside {
  /** The stops that were loaded, of the routes that the file touches. */
  readonly stops: number;
  /** Those of them that no file has told of yet. */
  readonly notReturned: number;
  /** Stops that the file tells of and that no device was loaded with. */
  readonly notLoaded: number;
  /** Both by name, as sentences; the first of them where there are many. */
  readonly notices: readonly string[];
}

/** What a file told of a run. */
export interface ReturnedStops {
  readonly billRunId: string;
  readonly rowKeys: ReadonlySet<string>;
}

const NAMED_MAX = 20;

type Row = [rowKey: string, accountId: string, meterId: string, status: string, routeId: string, isLoaded: number];

/** Compares what came back with what was loaded. Null where nothing was loaded by Curbstop for the runs of the file. */
export async function loadedBeside(
  database: Database,
  returned: readonly ReturnedStops[],
): Promise<LoadedBeside | null> {
  const stops: LoadedStop[] = [];
  for (const { billRunId, rowKeys } of returned) stops.push(...(await loadedStops(database, billRunId, rowKeys)));
  if (!stops.some(({ isLoaded }) => isLoaded)) return null;
  const routes = new Set(stops.filter(({ isReturned }) => isReturned).map(({ place }) => place));
  const touched = stops.filter(({ place }) => routes.has(place));
  const notReturned = touched.filter(({ isLoaded, isMissing }) => isLoaded && isMissing);
  const notLoaded = touched.filter(({ isLoaded, isReturned }) => isReturned && !isLoaded);
  return {
    stops: touched.filter(({ isLoaded }) => isLoaded).length,
    notReturned: notReturned.length,
    notLoaded: notLoaded.length,
    notices: [
      ...named(notReturned, 'was loaded and did not come back'),
      ...named(notLoaded, 'came back and was not loaded'),
    ],
  };
}

interface LoadedStop {
  readonly name: string;
  /** The route, told apart from one of the same name in another run. */
  readonly place: string;
  readonly isLoaded: boolean;
  readonly isReturned: boolean;
  readonly isMissing: boolean;
}

async function loadedStops(database: Database, billRunId: string, rowKeys: ReadonlySet<string>): Promise<LoadedStop[]> {
  const loads = await bulkRead<[number]>(
    database,
    ['load_number'],
    'SELECT load_number FROM route_book_load WHERE bill_run_id = ? LIMIT 1',
    [billRunId],
  );
  if (loads.length === 0) return [];
  const rows = await bulkRead<Row>(
    database,
    ['row_key', 'account_id', 'meter_id', 'status', 'route_id', 'is_loaded'],
    `WITH loaded AS MATERIALIZED (
       SELECT DISTINCT row_key FROM loaded_stop JOIN route_book_load USING (load_number) WHERE bill_run_id = ?)
     SELECT row_key, account_id, meter_id, period_read.status, run_stop.route_id, row_key IN loaded AS is_loaded
     FROM period_read JOIN account USING (account_id) JOIN run_stop USING (bill_run_id, premises_id)
     WHERE bill_run_id = ? ORDER BY run_stop.route_id, run_stop.sequence, row_key`,
    [billRunId, billRunId],
  );
  return rows.map(([rowKey, accountId, meterId, status, routeId, isLoaded]) => ({
    name: `Account ${accountId}, meter ${meterId}`,
    place: `${billRunId} ${routeId}`,
    isLoaded: isLoaded === 1,
    isReturned: rowKeys.has(rowKey),
    // A stop that waits for a reread came back before, and has not come back again.
    isMissing: status === 'missing' || status === 'reread',
  }));
}

function named(stops: readonly LoadedStop[], what: string): string[] {
  const sentences = stops.slice(0, NAMED_MAX).map(({ name }) => `${name} ${what}.`);
  const more = stops.length - sentences.length;
  return more === 0 ? sentences : [...sentences, `${counted(more, 'more stop')} ${what}.`];
}
