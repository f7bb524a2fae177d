import { MOVES_SHOWN_MAX, type SheetCell, type StopMove } from '../../contract/commands/push-sheet.js';
import { counted } from '../../contract/counted.js';
import { groupBy } from '../../contract/group-by.js';
import { ROUTE_BOOK_WAYS, routeBookSheet, type RouteBookWay } from '../../contract/sheets/route-books.js';
import { decideStops, type StopRow } from '../../domain/routing/decide-stops.js';
import { movedPremises, stopChanges, type StopChange } from '../../domain/routing/stop-changes.js';
import type { RouteOrders, RouteStops, Stop } from '../../domain/routing/stop.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { addressesOf, routes as routesOf, routeStops, type Route } from '../../queries/route-stops.js';
import type { Database } from '../../store/database.js';
import { writeStops } from '../../store/route-stops.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Gives stops their routes and numbers, by what was typed, by where the rows stand, or by what was proposed. */
export const routeBooksPush: SheetPush = {
  kind: routeBookSheet,
  pulledColumns: ['proposed'],

  async current({ trx }, push, keys) {
    const stops = byPremises(await routeStops(trx));
    return new Map(
      keys.flatMap((key): [string, RowCells][] => {
        const stop = stops.get(key);
        return stop ? [[key, cellsOf(stop, push.pushedBefore.get(key)?.cells)]] : [];
      }),
    );
  },

  async apply({ trx, commandNumber }, push, changes, unchangedKeys) {
    const now = await allRoutes(trx);
    const way = ROUTE_BOOK_WAYS.find((each) => each === push.way) ?? 'numbers';
    const { issues, orders } = decideStops(way, stopRows(push, now.stops, changes, unchangedKeys), now.stops);
    const changed = stopChanges(now.stops, orders);
    await writeStops(trx, changed, commandNumber);
    const moved = movedBy(way, now.stops, orders, changes);
    const onSheet = new Set(push.rows.map(({ key }) => key));
    const shown = changed.filter(({ to }) => onSheet.has(to.premisesId));
    return {
      issues,
      applied: new Map(shown.map((each) => [each.to.premisesId, wordsOf(each, moved)])),
      baseline: baselineOf(shown, changes, push),
      totals: totalsOf(changed, moved),
      entries: [],
      notices: noticesOf(changed, now.routes),
      moves: await movesOf(trx, changed, moved),
    };
  },
};

interface AllRoutes {
  readonly routes: ReadonlyMap<string, Route>;
  /** Of every route, also of those without stops. */
  readonly stops: RouteStops;
}

async function allRoutes(trx: Database): Promise<AllRoutes> {
  const routes = await routesOf(trx);
  const stops = await routeStops(trx);
  return { routes, stops: new Map([...routes.keys()].map((routeId) => [routeId, stops.get(routeId) ?? []])) };
}

function byPremises(stops: RouteStops): ReadonlyMap<string, Stop> {
  return new Map([...stops.values()].flat().map((stop) => [stop.premisesId, stop]));
}

/** What was typed stays typed: the row says it no more, until it is changed again. */
function cellsOf({ routeId, number }: Stop, typed: RowCells | undefined): RowCells {
  return { route: routeId, stop: number, newRoute: typed?.['newRoute'] ?? null, newStop: typed?.['newStop'] ?? null };
}

/** The rows without an issue so far, as they stand in the sheet. */
function stopRows(
  { rows, baseline }: PushUnderWay,
  stops: RouteStops,
  changes: readonly RowChange[],
  unchangedKeys: readonly string[],
): StopRow[] {
  const stopOf = byPremises(stops);
  const changeOf = new Map(changes.map((change) => [change.key, change]));
  const unchanged = new Set(unchangedKeys);
  return rows
    .toSorted((one, other) => one.sheetRow - other.sheetRow)
    .flatMap(({ key, sheetRow }): StopRow[] => {
      const [stop, before, change] = [stopOf.get(key), baseline.get(key), changeOf.get(key)];
      if (!stop || !before || (!change && !unchanged.has(key))) return [];
      const typed = change?.wanted ?? {};
      return [
        {
          ...{
            sheetRow,
            stop,
            pulled: { routeId: textOf(before['route']) ?? '', number: numberOf(before['stop']) ?? 0 },
          },
          newRoute: textOf(typed['newRoute']),
          newStop: numberOf(typed['newStop']),
          proposed: numberOf(before['proposed']),
          isChanged: change !== undefined,
          isNumbered: change?.changedColumns.includes('newStop') === true,
        },
      ];
    });
}

function textOf(cell: SheetCell | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

function numberOf(cell: SheetCell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

/** By numbers, those that were typed were moved; else those that are not in the order in which they were. */
function movedBy(
  way: RouteBookWay,
  stops: RouteStops,
  orders: RouteOrders,
  changes: readonly RowChange[],
): ReadonlySet<string> {
  return way === 'numbers' ? new Set(changes.map(({ key }) => key)) : movedPremises(stops, orders);
}

function wordsOf({ from, to }: StopChange, moved: ReadonlySet<string>): string {
  if (from.routeId !== to.routeId) {
    return `Route ${to.routeId}, stop ${to.number}; was route ${from.routeId}, stop ${from.number}.`;
  }
  const why = moved.has(to.premisesId) ? '' : ', as others moved';
  return `Stop ${to.number}, was ${from.number}${why}.`;
}

function baselineOf(
  shown: readonly StopChange[],
  changes: readonly RowChange[],
  { pushedBefore }: PushUnderWay,
): ReadonlyMap<string, RowCells> {
  const typed = new Map(changes.map(({ key, wanted }) => [key, wanted]));
  return new Map(
    shown.map(({ to }) => {
      const key = to.premisesId;
      return [key, cellsOf(to, typed.get(key) ?? pushedBefore.get(key)?.cells)];
    }),
  );
}

function totalsOf(changed: readonly StopChange[], moved: ReadonlySet<string>): AppliedRows['totals'] {
  const isMoved = ({ to }: StopChange) => moved.has(to.premisesId);
  const elsewhere = changed.filter(({ from, to }) => from.routeId !== to.routeId).length;
  const routeCount = new Set(changed.flatMap(({ from, to }) => [from.routeId, to.routeId])).size;
  return [
    { label: 'Stops moved', value: changed.filter(isMoved).length.toLocaleString('en-US') },
    { label: 'To another route', value: elsewhere.toLocaleString('en-US') },
    {
      label: 'Renumbered as others moved',
      value: changed.filter((each) => !isMoved(each)).length.toLocaleString('en-US'),
    },
    { label: 'Routes', value: routeCount.toLocaleString('en-US') },
  ];
}

async function movesOf(trx: Database, changed: readonly StopChange[], moved: ReadonlySet<string>): Promise<StopMove[]> {
  const shown = changed.filter(({ to }) => moved.has(to.premisesId)).slice(0, MOVES_SHOWN_MAX);
  const addresses = await addressesOf(
    trx,
    shown.map(({ to }) => to.premisesId),
  );
  return shown.map(({ from, to }) => ({
    premisesId: to.premisesId,
    address: addresses.get(to.premisesId) ?? '',
    ...{ fromRoute: from.routeId, fromStop: from.number, toRoute: to.routeId, toStop: to.number },
  }));
}

/** What it means for the cycles: a run that is begun keeps its order, and any open run keeps its stops. */
function noticesOf(changed: readonly StopChange[], routes: ReadonlyMap<string, Route>): string[] {
  if (changed.length === 0) return [];
  const ends = changed.flatMap(({ from, to }): [Route, Route][] => {
    const [before, later] = [routes.get(from.routeId), routes.get(to.routeId)];
    return before && later ? [[before, later]] : [];
  });
  const crossings = groupBy(
    ends.filter(([before, later]) => before.cycleId !== later.cycleId),
    ([before, later]) => crossingNotice(before, later),
  );
  const begun = new Set(ends.flat().flatMap((route) => (route.isBegun ? [begunNotice(route)] : [])));
  return [
    ...[...crossings].map(([sentence, stops]) => `${counted(stops.length, 'stop')} to another cycle: ${sentence}`),
    ...begun,
    'The sheet keeps the stop numbers that it was pulled with: pull again after the push to see the new ones.',
  ];
}

function crossingNotice(before: Route, later: Route): string {
  const from =
    before.openTo === null ? '' : `${before.cycleName} reads and bills them in its open run to ${before.openTo}. `;
  return `${from}After that they join the next run of ${later.cycleName} that is opened; their first bill there goes on from their last read, so that it covers more or fewer days than a month.`;
}

function begunNotice({ cycleName, openTo }: Route): string {
  return `${cycleName}: the open run to ${openTo ?? ''} is begun, with loaded route books or readings, so that it keeps its walking order; the new one counts from the next run on.`;
}
