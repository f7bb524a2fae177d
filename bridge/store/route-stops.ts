import { bulkInsert, bulkRead } from './bulk.js';
import { refuseMissing } from './changed-rows.js';
import type { Database } from './database.js';

interface RouteStop {
  readonly premisesId: string;
  readonly routeId: string;
  readonly number: number;
}

/** A stop that gets another route or number. */
export interface StopWrite {
  readonly from: RouteStop;
  readonly to: RouteStop;
}

/** A route as a person makes it. */
export interface NewRoute {
  readonly routeId: string;
  readonly cycleId: string;
  readonly name: string;
}

/** Numbers from here on are of stops that wait for theirs while others still have it. */
const WAITING = 1_000_000_000;

/**
 * A run is begun once its route books were loaded, a file of readings was unloaded for it, or a read was decided: from then on it keeps the walking
 * order that it has. A stop that goes to another cycle is kept by any open run.
 */
const IS_BEGUN = `(EXISTS (SELECT 1 FROM reading WHERE reading.bill_run_id = bill_run.bill_run_id
                             AND import_number IS NOT NULL)
  OR bill_run.attempt > 1
  OR EXISTS (SELECT 1 FROM route_book_load AS loaded WHERE loaded.bill_run_id = bill_run.bill_run_id)
  OR EXISTS (SELECT 1 FROM period_read WHERE period_read.bill_run_id = bill_run.bill_run_id AND version > 1))`;

/** Makes a route, without stops. */
export async function writeRoute(trx: Database, { routeId, cycleId, name }: NewRoute): Promise<void> {
  await trx('route').insert({ route_id: routeId, cycle_id: cycleId, name });
}

/**
 * Gives stops their new routes and numbers, has the open runs hold them where they were, and writes the history. The
 * numbers of a route must differ in the end. Throws when a stop is not there any more.
 */
export async function writeStops(trx: Database, stops: readonly StopWrite[], commandNumber: number): Promise<void> {
  const rows = stops.map(({ from, to }) => [to.premisesId, to.routeId, to.number, from.routeId, from.number]);
  await holdStops(trx, JSON.stringify(rows));
  const ids = JSON.stringify(stops.map(({ to }) => to.premisesId));
  await trx.raw('UPDATE premises SET sequence = sequence + ? WHERE premises_id IN (SELECT value FROM json_each(?))', [
    WAITING,
    ids,
  ]);
  await trx.raw(
    `UPDATE premises SET route_id = wanted.value ->> 1, sequence = wanted.value ->> 2
     FROM json_each(?) AS wanted WHERE premises_id = wanted.value ->> 0`,
    [JSON.stringify(rows)],
  );
  await refuseMissing(trx, stops.length, 'stops');
  await bulkInsert(
    trx,
    'route_change',
    ['premises_id', 'from_route', 'from_stop', 'to_route', 'to_stop', 'command_number'],
    stops.map(({ from, to }) => [to.premisesId, from.routeId, from.number, to.routeId, to.number, commandNumber]),
  );
}

/** What a run held before stays so: it is where the stop was when the run was begun. */
async function holdStops(trx: Database, rows: string): Promise<void> {
  await trx.raw(
    `INSERT OR IGNORE INTO held_stop (bill_run_id, premises_id, route_id, sequence)
     SELECT bill_run_id, wanted.value ->> 0,
            iif(before.cycle_id = bill_run.cycle_id, before.route_id, NULL),
            iif(before.cycle_id = bill_run.cycle_id, wanted.value ->> 4, NULL)
     FROM json_each(?) AS wanted
     JOIN route AS before ON before.route_id = wanted.value ->> 3
     JOIN route AS later ON later.route_id = wanted.value ->> 1
     JOIN bill_run ON bill_run.status = 'open' AND bill_run.cycle_id IN (before.cycle_id, later.cycle_id)
     WHERE before.cycle_id <> later.cycle_id OR ${IS_BEGUN}`,
    [rows],
  );
}

/** The open runs that are begun. */
export async function begunRuns(database: Database): Promise<ReadonlySet<string>> {
  const rows = await bulkRead<[string]>(
    database,
    ['bill_run_id'],
    `SELECT bill_run_id FROM bill_run WHERE status = 'open' AND ${IS_BEGUN}`,
  );
  return new Set(rows.map(([billRunId]) => billRunId));
}
