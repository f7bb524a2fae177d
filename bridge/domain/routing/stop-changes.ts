import type { RouteOrders, RouteStops, Stop } from './stop.js';

/** A stop that gets another route or number. */
export interface StopChange {
  readonly from: Stop;
  readonly to: Stop;
}

/** What the new orders change: every stop whose route or number is not what it was. */
export function stopChanges(routes: RouteStops, orders: RouteOrders): StopChange[] {
  const now = new Map([...routes.values()].flat().map((stop) => [stop.premisesId, stop]));
  return [...orders].flatMap(([routeId, order]) =>
    order.flatMap((premisesId, index): StopChange[] => {
      const from = now.get(premisesId);
      if (!from) throw new RangeError(`The premises ${premisesId} were ordered and are gone.`);
      const to = { premisesId, routeId, number: index + 1 };
      return from.routeId === to.routeId && from.number === to.number ? [] : [{ from, to }];
    }),
  );
}

/**
 * Tells the stops that were moved from those that only give way: in each route the longest row of stops that are in the
 * order in which they were did not move. Gives the premises that did.
 */
export function movedPremises(routes: RouteStops, orders: RouteOrders): ReadonlySet<string> {
  const moved = new Set<string>();
  for (const [routeId, order] of orders) {
    const before = new Map((routes.get(routeId) ?? []).map(({ premisesId, number }) => [premisesId, number]));
    const inOrder = longestRise(
      order.filter((premisesId) => before.has(premisesId)),
      (id) => before.get(id) ?? 0,
    );
    for (const premisesId of order) if (!inOrder.has(premisesId)) moved.add(premisesId);
  }
  return moved;
}

/** The longest subsequence whose numbers rise, by the piles of a game of patience. */
function longestRise(items: readonly string[], numberOf: (item: string) => number): ReadonlySet<string> {
  const tops: string[] = [];
  const under = new Map<string, string | undefined>();
  for (const item of items) {
    const pile = firstPile(tops, numberOf, numberOf(item));
    under.set(item, tops[pile - 1]);
    tops[pile] = item;
  }
  const found = new Set<string>();
  for (let item = tops.at(-1); item !== undefined; item = under.get(item)) found.add(item);
  return found;
}

/** The first pile whose top is no lower than the number; tops rise from pile to pile. */
function firstPile(tops: readonly string[], numberOf: (item: string) => number, number: number): number {
  let low = 0;
  for (let high = tops.length; low < high;) {
    const middle = (low + high) >> 1;
    if (numberOf(tops[middle] ?? '') < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
