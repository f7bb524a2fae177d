import type { CycleRoutes } from '../contract/api.js';
import { groupBy } from '../contract/group-by.js';
import { CurbstopError } from '../contract/problem.js';
import { namedRoute, unknownRoute } from '../domain/routing/named-route.js';
import type { RouteStops, Stop } from '../domain/routing/stop.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { begunRuns } from '../store/route-stops.js';

/** A route with its cycle, and the cycle's open run. */
export interface Route {
  readonly routeId: string;
  readonly name: string;
  readonly cycleId: string;
  readonly cycleName: string;
  readonly stops: number;
  /** The last day of the period of the cycle's open run; null while none is open. */
  readonly openTo: string | null;
  /** True once the open run's books were loaded, or readings came back or were decided: it keeps its walking order then. */
  readonly isBegun: boolean;
}

type RouteRow = [string, string, string, string, number, string | null, string | null];

/** Every route by its id, also one without stops. */
export async function routes(database: Database): Promise<ReadonlyMap<string, Route>> {
  const begun = await begunRuns(database);
  const rows = await bulkRead<RouteRow>(
    database,
    ['route_id', 'route_name', 'cycle_id', 'cycle_name', 'stops', 'bill_run_id', 'period_to'],
    `SELECT route_id, route.name AS route_name, route.cycle_id, cycle.name AS cycle_name, bill_run_id, period_to,
            (SELECT count(*) FROM premises WHERE premises.route_id = route.route_id) AS stops
     FROM route JOIN cycle USING (cycle_id)
     LEFT JOIN bill_run ON bill_run.cycle_id = cycle.cycle_id AND bill_run.status = 'open' ORDER BY route_id`,
  );
  return new Map(
    rows.map(([routeId, name, cycleId, cycleName, stops, billRunId, openTo]) => {
      const isBegun = billRunId !== null && begun.has(billRunId);
      return [routeId, { routeId, name, cycleId, cycleName, stops, openTo, isBegun }];
    }),
  );
}

/** Gives the id of any route that a person names, whatever its capitals. What it gives throws `unknown-route`. */
export async function routeNames(database: Database): Promise<(typed: string) => string> {
  const routeIds = [...(await routes(database)).keys()];
  return (typed) => {
    const routeId = namedRoute(typed, routeIds);
    if (routeId === undefined) throw new CurbstopError(unknownRoute(typed, routeIds));
    return routeId;
  };
}

/** The id of the route that a person names, whatever its capitals. Throws `unknown-route`. */
export async function routeNamed(database: Database, typed: string): Promise<string> {
  return (await routeNames(database))(typed);
}

/** The names of the cycles, by their ids. */
export async function cycles(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[string, string]>(
    database,
    ['cycle_id', 'name'],
    'SELECT cycle_id, name FROM cycle ORDER BY cycle_id',
  );
  return new Map(rows);
}

/** Every cycle with its routes. */
export async function cycleRoutes(database: Database): Promise<CycleRoutes[]> {
  const byCycle = groupBy((await routes(database)).values(), ({ cycleId }) => cycleId);
  return [...(await cycles(database))].map(([cycleId, name]) => ({
    cycleId,
    name,
    routes: (byCycle.get(cycleId) ?? []).map((route) => {
      return { routeId: route.routeId, name: route.name, stops: route.stops };
    }),
  }));
}

/** The stops of every route as they stand, in walking order. */
export async function routeStops(database: Database): Promise<RouteStops> {
  const rows = await bulkRead<[string, string, number]>(
    database,
    ['premises_id', 'route_id', 'sequence'],
    'SELECT premises_id, route_id, sequence FROM premises ORDER BY route_id, sequence',
  );
  return groupBy(
    rows.map(([premisesId, routeId, number]): Stop => ({ premisesId, routeId, number })),
    ({ routeId }) => routeId,
  );
}

/** The addresses of these premises. */
export async function addressesOf(
  database: Database,
  premisesIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[string, string]>(
    database,
    ['premises_id', 'address'],
    'SELECT premises_id, address FROM premises WHERE premises_id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(premisesIds)],
  );
  return new Map(rows);
}

/** The stops that a receipt moved, from where to where. */
export async function movesOfReceipt(
  database: Database,
  receiptNumber: number,
): Promise<{ readonly from: Stop; readonly to: Stop }[]> {
  const rows = await bulkRead<[string, string, number, string, number]>(
    database,
    ['premises_id', 'from_route', 'from_stop', 'to_route', 'to_stop'],
    `SELECT premises_id, from_route, from_stop, to_route, to_stop FROM route_change
     WHERE command_number = ? ORDER BY change_number`,
    [receiptNumber],
  );
  return rows.map(([premisesId, fromRoute, fromStop, toRoute, toStop]) => ({
    from: { premisesId, routeId: fromRoute, number: fromStop },
    to: { premisesId, routeId: toRoute, number: toStop },
  }));
}
