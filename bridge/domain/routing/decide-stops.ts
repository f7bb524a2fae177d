import type { Issue } from '../../contract/problem.js';
import type { RouteBookWay } from '../../contract/sheets/route-books.js';
import { namedRoute, unknownRoute } from './named-route.js';
import { orderByNumbers } from './order-by-numbers.js';
import { orderByRows } from './order-by-rows.js';
import { STOP_NUMBER_MAX, type RouteOrders, type RouteStops, type Stop } from './stop.js';

/** A row of the Route Book sheet, in the order of the sheet. */
export interface StopRow {
  readonly sheetRow: number;
  /** Where the stop is now, and where it was when the row was pulled or last pushed. */
  readonly stop: Stop;
  readonly pulled: Pick<Stop, 'routeId' | 'number'>;
  readonly newRoute: string | null;
  readonly newStop: number | null;
  readonly proposed: number | null;
  /** The person typed something into the row since it was pulled or last pushed, and whether into New stop. */
  readonly isChanged: boolean;
  readonly isNumbered: boolean;
}

export interface StopDecision {
  readonly issues: readonly Issue[];
  /** The orders of the routes that the rows without an issue touch. */
  readonly orders: RouteOrders;
}

/**
 * Works out the walking orders that the rows ask for, in one of the ways of pushing. A row with an issue asks for
 * nothing, so that its stop stays.
 */
export function decideStops(way: RouteBookWay, rows: readonly StopRow[], routes: RouteStops): StopDecision {
  const counting = rows.filter((row) => counts(way, row));
  const known = [...routes.keys()];
  const issues = new Map(counting.map((row) => [row, issuesOf(way, row, known)]));
  const sound = counting.filter((row) => issues.get(row)?.length === 0);
  const wanted = sound.map((row) => {
    const routeId = routeOf(row, known) ?? row.stop.routeId;
    return { stop: row.stop, routeId, number: row.newStop ?? proposedNumber(way, row, routeId) };
  });
  return {
    issues: [...issues.values()].flat(),
    orders:
      way === 'rows'
        ? orderByRows(routes, wanted)
        : orderByNumbers(
            routes,
            wanted.filter(({ stop, routeId, number }) => number !== null || routeId !== stop.routeId),
          ),
  };
}

/** As the rows stand, every row says something; else only those that were typed into, or that have a proposal. */
function counts(way: RouteBookWay, row: StopRow): boolean {
  return way === 'rows' || row.isChanged || (way === 'proposal' && row.proposed !== null);
}

/** What is proposed is a number of the route that the stop is of, and says nothing of another one. */
function proposedNumber(way: RouteBookWay, { stop, proposed }: StopRow, routeId: string): number | null {
  return way === 'proposal' && routeId === stop.routeId ? proposed : null;
}

/** The route that a stop shall be of; a route that was typed before and pushed is where it is by now. */
function routeOf({ newRoute, isChanged, stop }: StopRow, known: readonly string[]): string | undefined {
  return newRoute === null || !isChanged ? stop.routeId : namedRoute(newRoute, known);
}

function issuesOf(way: RouteBookWay, row: StopRow, known: readonly string[]): Issue[] {
  const { stop, pulled, newRoute, newStop, isNumbered, sheetRow } = row;
  const issue = (code: string, column: string, message: string, fix: string): Issue => {
    return { code, rowKey: stop.premisesId, sheetRow, column, message, fix };
  };
  const found: Issue[] = [];
  if (pulled.routeId !== stop.routeId || pulled.number !== stop.number) {
    const [was, is] = [`route ${pulled.routeId}, stop ${pulled.number}`, `route ${stop.routeId}, stop ${stop.number}`];
    const fix = 'Pull again to decide on what is true now; your sheet stays as it is beside the new one.';
    found.push(issue('moved-since-pull', 'stop', `It was ${was} when you pulled; it is ${is} now.`, fix));
  }
  if (newRoute !== null && routeOf(row, known) === undefined) {
    const { code, message, fix } = unknownRoute(newRoute, known);
    found.push(issue(code, 'newRoute', message, fix));
  }
  if (newStop !== null && isNumbered && (newStop < 1 || newStop > STOP_NUMBER_MAX)) {
    const fix = `Type a whole number from 1 to ${STOP_NUMBER_MAX.toLocaleString('en-US')}.`;
    found.push(issue('wrong-stop-number', 'newStop', `${newStop} is no number of a stop.`, fix));
  }
  if (way === 'rows' && newStop !== null && isNumbered) {
    const fix = 'Clear it and put the row where it belongs, or push by New route and New stop.';
    found.push(issue('stray-stop-number', 'newStop', "As the rows stand, a typed number doesn't count.", fix));
  }
  return found;
}
