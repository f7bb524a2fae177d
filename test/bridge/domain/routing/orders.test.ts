import assert from 'node:assert/strict';
import fc from 'fast-check';
import { orderByNumbers } from '../../../../bridge/domain/routing/order-by-numbers.js';
import { orderByRows } from '../../../../bridge/domain/routing/order-by-rows.js';
import { placeStops } from '../../../../bridge/domain/routing/place-stops.js';
import { movedPremises, stopChanges } from '../../../../bridge/domain/routing/stop-changes.js';
import type { RouteOrders, RouteStops, Stop } from '../../../../bridge/domain/routing/stop.js';
import { givenRoutes } from './given-routes.js';

const stopOf = (routes: RouteStops, premisesId: string): Stop => {
  const stop = [...routes.values()].flat().find((each) => each.premisesId === premisesId);
  assert.ok(stop, premisesId);
  return stop;
};
const spelled = (orders: RouteOrders) =>
  Object.fromEntries([...orders].map(([routeId, order]) => [routeId, order.join('')]));
/** Wants are "c>1" for number 1 and "c>R2", "c>R2/1" for another route. */
const byNumbers = (routes: RouteStops, ...wants: string[]) =>
  spelled(
    orderByNumbers(
      routes,
      wants.map((want) => {
        const [premisesId = '', to = ''] = want.split('>');
        const stop = stopOf(routes, premisesId);
        const [first = '', second] = to.split('/');
        return first.startsWith('R')
          ? { stop, routeId: first, number: second === undefined ? null : Number(second) }
          : { stop, routeId: stop.routeId, number: Number(first) };
      }),
    ),
  );
const byRows = (routes: RouteStops, ...rows: string[]) =>
  spelled(
    orderByRows(
      routes,
      rows.map((row) => {
        const [premisesId = '', routeId] = row.split('>');
        const stop = stopOf(routes, premisesId);
        return { stop, routeId: routeId ?? stop.routeId };
      }),
    ),
  );

describe('the walking order', () => {
  const one = givenRoutes({ R1: 'abcdefgh' });
  const two = givenRoutes({ R1: 'abcd', R2: 'xyz' });

  describe('by typed numbers', () => {
    it('gives a stop the very number that was typed, up or down the route', () => {
      assert.deepEqual(byNumbers(one, 'g>2'), { R1: 'agbcdefh' });
      assert.deepEqual(byNumbers(one, 'b>6'), { R1: 'acdefbgh' });
      assert.deepEqual(byNumbers(one, 'b>6', 'g>2'), { R1: 'agcdebfh' });
    });

    it('swaps two stops, and takes a whole new numbering', () => {
      assert.deepEqual(byNumbers(one, 'b>6', 'f>2'), { R1: 'afcdebgh' });
      assert.deepEqual(byNumbers(two, 'a>40', 'b>30', 'c>20', 'd>10'), { R1: 'dcba' });
    });

    it('puts stops of one number one after the other, in the order of the rows', () => {
      assert.deepEqual(byNumbers(one, 'h>2', 'g>2'), { R1: 'ahgbcdef' });
      assert.deepEqual(byNumbers(one, 'a>8', 'b>8'), { R1: 'cdefghab' });
    });

    it('puts a number beyond the end at the end', () => {
      assert.deepEqual(byNumbers(one, 'c>99'), { R1: 'abdefghc' });
    });

    it('moves a stop to its place in another route, or to the end of it, and closes the gap that it leaves', () => {
      assert.deepEqual(byNumbers(two, 'b>R2/1'), { R1: 'acd', R2: 'bxyz' });
      assert.deepEqual(byNumbers(two, 'c>R2', 'a>R2'), { R1: 'bd', R2: 'xyzca' });
    });

    it('splits, merges and empties routes', () => {
      const split = givenRoutes({ R1: 'abcd', R9: '' });
      assert.deepEqual(byNumbers(split, 'c>R9', 'd>R9'), { R1: 'ab', R9: 'cd' });
      assert.deepEqual(byNumbers(two, 'x>R1', 'y>R1', 'z>R1'), { R1: 'abcdxyz', R2: '' });
    });

    it('means by 15 a place between 10 and 20 where the numbers have gaps', () => {
      const gaps = givenRoutes({ R1: 'abcd', R2: 'x' }, { R1: [10, 20, 30, 40] });
      assert.deepEqual(byNumbers(gaps, 'd>15'), { R1: 'adbc' });
      assert.deepEqual(byNumbers(gaps, 'a>25'), { R1: 'bacd' });
      assert.deepEqual(byNumbers(gaps, 'a>20'), { R1: 'bacd' });
      assert.deepEqual(byNumbers(gaps, 'x>R1/15'), { R1: 'axbcd', R2: '' });
    });
  });

  describe('as the rows stand', () => {
    it('is that of the rows', () => {
      assert.deepEqual(byRows(two, 'd', 'c', 'b', 'a'), { R1: 'dcba' });
    });

    it('leaves a stop that has no row where it is', () => {
      assert.deepEqual(byRows(two, 'd', 'c', 'a'), { R1: 'dbca' });
      assert.deepEqual(byRows(two, 'x'), { R2: 'xyz' });
    });

    it('puts a stop of another route where its row stands among the rows of that route', () => {
      assert.deepEqual(byRows(two, 'x', 'b>R2', 'y', 'z', 'a', 'c', 'd'), { R2: 'xbyz', R1: 'acd' });
    });

    it('puts stops behind those of a route that is not on the sheet', () => {
      assert.deepEqual(byRows(two, 'd>R2', 'a', 'b', 'c>R2'), { R2: 'xyzdc', R1: 'ab' });
    });
  });

  it('mends gaps by numbering from 1', () => {
    const gaps = givenRoutes({ R1: 'abc' }, { R1: [3, 7, 8] });
    const changes = stopChanges(gaps, orderByRows(gaps, [{ stop: stopOf(gaps, 'a'), routeId: 'R1' }]));
    assert.deepEqual(
      changes.map(({ from, to }) => [to.premisesId, from.number, to.number]),
      [
        ['a', 3, 1],
        ['b', 7, 2],
        ['c', 8, 3],
      ],
    );
  });

  it('tells those that moved from those that gave way', () => {
    const moved = (order: string) => [...movedPremises(one, new Map([['R1', [...order]]]))].sort().join('');
    assert.equal(moved('abcdefgh'), '');
    assert.equal(moved('agbcdefh'), 'g');
    assert.equal(moved('bcdefgah'), 'a');
    assert.equal(moved('hgfedcba').length, 7);
    assert.equal([...movedPremises(two, new Map([['R2', [...'xbyz']]]))].join(''), 'b');
  });

  it('whatever is typed, sorted, moved and left out in whatever sequence, keeps every stop once, in 1 to n', () => {
    const step = fc.record({
      way: fc.constantFrom('numbers', 'rows'),
      shuffle: fc.array(fc.nat(), { maxLength: 24 }),
      picks: fc.array(
        fc.record({
          stop: fc.nat(23),
          route: fc.constantFrom('R1', 'R2', 'R3'),
          number: fc.option(fc.integer({ min: 1, max: 40 })),
        }),
        { maxLength: 12 },
      ),
    });
    const start = fc.record({
      sizes: fc.tuple(fc.nat(10), fc.nat(10), fc.nat(4)),
      stride: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 8 }), ({ sizes, stride }, steps) => {
        let routes = townOf(sizes, stride);
        const everybody = namesOf(routes);
        for (const { way, shuffle, picks } of steps) {
          const chosen = [...new Map(picks.map((pick) => [everybody[pick.stop], pick]))].flatMap(
            ([premisesId, pick]) =>
              premisesId === undefined
                ? []
                : [{ stop: stopOf(routes, premisesId), routeId: pick.route, number: pick.number }],
          );
          const rows = shuffled(chosen, shuffle);
          const orders = way === 'rows' ? orderByRows(routes, rows) : orderByNumbers(routes, rows);
          if (way === 'numbers') typedNumbersHold(routes, orders, rows);
          else rowsHold(orders, rows);
          routes = applied(routes, orders);
          assert.deepEqual(namesOf(routes), everybody, 'somebody was lost or doubled');
          for (const routeId of orders.keys()) {
            const numbers = (routes.get(routeId) ?? []).map(({ number }) => number);
            assert.deepEqual(
              numbers,
              [...numbers.keys()].map((index) => index + 1),
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

interface Row {
  readonly stop: Stop;
  readonly routeId: string;
  readonly number: number | null;
}

function townOf(sizes: readonly number[], stride: number): RouteStops {
  return new Map(
    sizes.map((size, route) => {
      const routeId = `R${route + 1}`;
      const stops = Array.from({ length: size }, (_, index) => {
        return { premisesId: `${routeId}-${index}`, routeId, number: (index + 1) * stride };
      });
      return [routeId, stops];
    }),
  );
}

function namesOf(routes: RouteStops): string[] {
  return [...routes.values()]
    .flat()
    .map(({ premisesId }) => premisesId)
    .sort();
}

function shuffled(rows: readonly Row[], keys: readonly number[]): Row[] {
  return rows
    .map((row, index) => ({ row, key: keys[index] ?? index }))
    .sort((one, other) => one.key - other.key)
    .map(({ row }) => row);
}

/** Writes the changes as the store does: each premises gets one route and one number. */
function applied(routes: RouteStops, orders: RouteOrders): RouteStops {
  const to = new Map(stopChanges(routes, orders).map((change) => [change.to.premisesId, change.to]));
  const all = [...routes.values()].flat().map((stop) => to.get(stop.premisesId) ?? stop);
  return new Map(
    [...routes.keys()].map((routeId) => {
      const stops = all.filter((stop) => stop.routeId === routeId);
      return [routeId, stops.sort((one, other) => one.number - other.number)];
    }),
  );
}

/** Where a route is numbered 1 to n, a number that nobody else typed is the one that the stop gets. */
function typedNumbersHold(routes: RouteStops, orders: RouteOrders, rows: readonly Row[]): void {
  for (const [routeId, order] of orders) {
    const now = routes.get(routeId) ?? [];
    const own = rows.filter((row) => row.routeId === routeId && row.number !== null);
    const isPlain = now.every(({ number }, index) => number === index + 1);
    const areApart = new Set(own.map(({ number }) => number)).size === own.length;
    const fit = own.every(({ number }) => (number ?? 0) <= Math.min(order.length, now.length));
    if (!isPlain || !areApart || !fit) continue;
    for (const { stop, number } of own) assert.equal(order.indexOf(stop.premisesId) + 1, number);
  }
}

/** The rows of a route are in the order in which they stand. */
function rowsHold(orders: RouteOrders, rows: readonly Row[]): void {
  for (const [routeId, order] of orders) {
    const own = rows.filter((row) => row.routeId === routeId).map(({ stop }) => stop.premisesId);
    assert.deepEqual(
      order.filter((premisesId) => own.includes(premisesId)),
      own,
    );
  }
}

describe('placing stops', () => {
  it('fills the places between the pinned ones', () => {
    const pin = (premisesId: string, at: number) => ({ premisesId, at });
    assert.deepEqual(placeStops([pin('x', 3), pin('y', 1)], ['a', 'b']), ['y', 'a', 'x', 'b']);
    assert.deepEqual(placeStops([pin('x', 9), pin('y', 9)], ['a']), ['a', 'x', 'y']);
    assert.deepEqual(placeStops([], []), []);
  });
});
