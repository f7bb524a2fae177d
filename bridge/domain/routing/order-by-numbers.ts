import { groupBy } from '../../contract/group-by.js';
import { placeStops } from './place-stops.js';
import type { RouteOrders, RouteStops, Stop } from './stop.js';

/** Where a person wants a stop. Without a number it goes to the end of its new route. */
export interface WantedStop {
  readonly stop: Stop;
  readonly routeId: string;
  readonly number: number | null;
}

/**
 * The order of every route that the wanted places touch: a stop gets the number that was typed for it, and the others
 * close up around it. `wanted` are in the order of the sheet's rows, which decides between equal numbers.
 */
export function orderByNumbers(routes: RouteStops, wanted: readonly WantedStop[]): RouteOrders {
  const moving = new Set(wanted.map(({ stop }) => stop.premisesId));
  const arriving = groupBy(wanted, ({ routeId }) => routeId);
  const touched = new Set([...arriving.keys(), ...wanted.map(({ stop }) => stop.routeId)]);
  return new Map(
    [...touched].map((routeId) => {
      const now = routes.get(routeId) ?? [];
      const staying = now.filter(({ premisesId }) => !moving.has(premisesId)).map(({ premisesId }) => premisesId);
      return [routeId, orderOf(now, staying, arriving.get(routeId) ?? [])];
    }),
  );
}

function orderOf(now: readonly Stop[], staying: readonly string[], arriving: readonly WantedStop[]): string[] {
  const numbered = arriving
    .flatMap(({ stop, number }) => (number === null ? [] : [{ stop, number }]))
    .toSorted((one, other) => one.number - other.number);
  const pinned = numbered.map(({ stop, number }) => ({ premisesId: stop.premisesId, at: placeOf(now, stop, number) }));
  const atTheEnd = arriving.filter(({ number }) => number === null).map(({ stop }) => stop.premisesId);
  return placeStops(pinned, [...staying, ...atTheEnd]);
}

/**
 * The place that a number means among a route's stops. Where they are numbered 1 to n it is the number itself; where the
 * numbers have gaps, 15 is between 10 and 20, and a stop that goes down the route comes after the one of its number.
 */
function placeOf(now: readonly Stop[], stop: Stop, number: number): number {
  const [route = stop.routeId] = now.map(({ routeId }) => routeId);
  const goesDown = stop.routeId === route && number > stop.number;
  const before = now.filter((each) => (goesDown ? each.number <= number : each.number < number)).length;
  return goesDown ? before : before + 1;
}
