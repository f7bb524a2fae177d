import { groupBy } from '../../contract/group-by.js';
import { placeStops } from './place-stops.js';
import type { RouteOrders, RouteStops, Stop } from './stop.js';

/** A row of the sheet: the stop, and the route that it shall be of. */
export interface RouteRow {
  readonly stop: Stop;
  readonly routeId: string;
}

/**
 * The order of every route that the rows touch, as the rows stand. A stop of such a route that has no row keeps its
 * place, counted from the first stop.
 */
export function orderByRows(routes: RouteStops, rows: readonly RouteRow[]): RouteOrders {
  const onSheet = new Set(rows.map(({ stop }) => stop.premisesId));
  const byRoute = groupBy(rows, ({ routeId }) => routeId);
  const touched = new Set([...byRoute.keys(), ...rows.map(({ stop }) => stop.routeId)]);
  return new Map(
    [...touched].map((routeId) => {
      const now = routes.get(routeId) ?? [];
      const absent = now.flatMap(({ premisesId }, index) => {
        return onSheet.has(premisesId) ? [] : [{ premisesId, at: index + 1 }];
      });
      return [
        routeId,
        placeStops(
          absent,
          (byRoute.get(routeId) ?? []).map(({ stop }) => stop.premisesId),
        ),
      ];
    }),
  );
}
