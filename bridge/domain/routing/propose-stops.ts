import { orderByNumbers } from './order-by-numbers.js';
import type { Stop } from './stop.js';

/** What the field's last readings say of a stop. */
export interface FieldStop {
  /** The number that the field wants for it; null where it wants none. */
  readonly changedNumber: number | null;
  /** When it was read on the walk, as text that sorts; null where that is not known. */
  readonly readAt: string | null;
}

export type FieldOf = (stop: Stop) => FieldStop | undefined;

/** The numbers that a route's stops would get by those that the field gave, by premises; only of those that change. */
export function byChangedNumbers(stops: readonly Stop[], fieldOf: FieldOf): ReadonlyMap<string, number> {
  const wanted = stops.flatMap((stop) => {
    const number = fieldOf(stop)?.changedNumber ?? null;
    return number === null || number < 1 ? [] : [{ stop, routeId: stop.routeId, number }];
  });
  const [route] = stops;
  const order = route && orderByNumbers(new Map([[route.routeId, stops]]), wanted).get(route.routeId);
  return numbersOf(stops, order ?? []);
}

/**
 * The numbers that a route's stops would get by the times of their reads. Stops read at one time keep their order; one
 * without a time stays behind the stop that it follows now.
 */
export function byReadTimes(stops: readonly Stop[], fieldOf: FieldOf): ReadonlyMap<string, number> {
  const timeOf = (stop: Stop) => fieldOf(stop)?.readAt ?? null;
  const groups: { readonly time: string; readonly stops: Stop[] }[] = [];
  const first: Stop[] = [];
  for (const stop of stops) {
    const time = timeOf(stop);
    if (time !== null) groups.push({ time, stops: [stop] });
    else (groups.at(-1)?.stops ?? first).push(stop);
  }
  const walked = groups.toSorted((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0));
  const order = [...first, ...walked.flatMap((group) => group.stops)].map(({ premisesId }) => premisesId);
  return numbersOf(stops, order);
}

/** A stop's number is the one that now stands at its place in the new order, so that gaps mean what they meant. */
function numbersOf(stops: readonly Stop[], order: readonly string[]): ReadonlyMap<string, number> {
  const now = new Map(stops.map(({ premisesId, number }) => [premisesId, number]));
  return new Map(
    order.flatMap((premisesId, index): [string, number][] => {
      const number = stops[index]?.number ?? index + 1;
      return number === now.get(premisesId) ? [] : [[premisesId, number]];
    }),
  );
}
