import type { StopChoice } from '../contract/commands/load-route-books.js';
import { groupBy } from '../contract/group-by.js';
import { readyStatuses } from '../contract/metering.js';
import type { Issue } from '../contract/problem.js';
import type { RouteBook, RouteBookStop } from '../contract/route-book.js';
import { fixedWords } from '../domain/metering/fixed-read.js';
import { shownReading, stopLimits } from '../domain/metering/stop-limits.js';
import { namedRoute, unknownRoute } from '../domain/routing/named-route.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { periodReads, type PeriodRead } from './period-reads.js';
import { openRereads } from './rereads.js';
import { readFacts, type BillRun, type RunFacts } from './run-facts.js';

/** What is wanted of a run's stops. */
export interface WantedStops {
  readonly choice: StopChoice;
  /** True leaves out what was read already. */
  readonly onlyUnread: boolean;
}

/** The route books of a run, with the row of the run that each stop stands for, in the order of the book. */
export interface ChosenBook {
  readonly book: RouteBook;
  readonly rowKeys: readonly string[];
  /** What was named and is not there. */
  readonly issues: readonly Issue[];
}

/** The route books of an open run for the stops that are wanted, in walking order. */
export async function routeBook(
  database: Database,
  facts: RunFacts,
  { choice: asked, onlyUnread, utilityName }: WantedStops & { readonly utilityName: string },
): Promise<ChosenBook> {
  const { cycleId, periodTo } = facts.run;
  const places = await stopPlaces(database, facts.run.billRunId);
  const reasons = await rereadReasons(database, facts.run);
  const all = (await periodReads(database, facts.run.billRunId)).flatMap((read): Stop[] => {
    const place = places.get(read.rowKey);
    const isToRead = place !== undefined && fixedWords(read, facts.run) === null;
    return !isToRead ? [] : [{ read, place, rereadReason: reasons.get(read.rowKey) ?? null }];
  });
  const choice = byOwnNames(asked, all);
  const chosen = all.filter((stop) => isChosen(stop, choice) && !(onlyUnread && wasRead(stop)));
  const routes = [...groupBy(chosen, ({ place }) => place.routeId)].map(([routeId, stops]) => ({
    routeId,
    name: stops[0]?.place.routeName ?? '',
    stops: stops.map((stop) => toStop(stop, facts)),
  }));
  return {
    book: { utilityName, cycleId, readOn: periodTo, routes },
    rowKeys: chosen.map(({ read }) => read.rowKey),
    issues: issuesOf(choice, all, facts.run),
  };
}

interface StopPlace {
  readonly customerName: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly premisesId: string;
  readonly routeId: string;
  readonly routeName: string;
  readonly sequence: number;
  readonly meterSize: string;
  readonly maker: string;
  readonly endpointSerial: string;
  readonly isFinal: boolean;
}

interface Stop {
  readonly read: PeriodRead;
  readonly place: StopPlace;
  /** Why it is to be read again; null unless it is. */
  readonly rereadReason: string | null;
}

type PlaceRow = [
  ...[rowKey: string, name: string, address: string, city: string, state: string, zip: string, premisesId: string],
  ...[routeId: string, routeName: string, sequence: number, size: string, maker: string, endpoint: string],
  status: string,
];

async function stopPlaces(database: Database, billRunId: string): Promise<ReadonlyMap<string, StopPlace>> {
  const rows = await bulkRead<PlaceRow>(
    database,
    [
      ...['row_key', 'customer_name', 'address', 'city', 'state', 'zip', 'premises_id', 'route_id', 'route_name'],
      ...['sequence', 'size', 'maker', 'endpoint', 'status'],
    ],
    `SELECT row_key, customer.name AS customer_name, address, city, state, zip, premises_id, run_stop.route_id,
            route.name AS route_name, run_stop.sequence, size, maker, endpoint, account.status
     FROM period_read JOIN account USING (account_id) JOIN customer USING (customer_id)
     JOIN premises USING (premises_id) JOIN run_stop USING (bill_run_id, premises_id)
     JOIN route ON route.route_id = run_stop.route_id JOIN meter USING (meter_id)
     WHERE bill_run_id = ?`,
    [billRunId],
  );
  return new Map(rows.map((row) => [row[0], toPlace(row)]));
}

function toPlace(row: PlaceRow): StopPlace {
  const [, customerName, address, city, state, zip, premisesId, routeId, routeName, sequence, ...meter] = row;
  const [meterSize, maker, endpointSerial, status] = meter;
  const premises = { customerName, address, city, state, zip, premisesId, routeId, routeName, sequence };
  return { ...premises, meterSize, maker, endpointSerial, isFinal: status === 'final' };
}

async function rereadReasons(
  database: Database,
  { billRunId, cycleId }: BillRun,
): Promise<ReadonlyMap<string, string>> {
  const open = (await openRereads(database, { cycleId })).filter((reread) => reread.billRunId === billRunId);
  return new Map(open.map(({ rowKey, reason }) => [rowKey, reason]));
}

function isChosen(stop: Stop, choice: StopChoice): boolean {
  const { read, place, rereadReason } = stop;
  switch (choice.by) {
    case 'cycle':
      return !isSettledFinal(stop);
    case 'routes':
      return choice.routeIds.includes(place.routeId) && !isSettledFinal(stop);
    case 'range':
      return isWithin(place, choice) && !isSettledFinal(stop);
    case 'accounts':
      return choice.accountIds.includes(read.accountId);
    case 'rereads':
      return rereadReason !== null;
  }
}

function isWithin({ routeId, sequence }: StopPlace, range: Extract<StopChoice, { by: 'range' }>): boolean {
  return routeId === range.routeId && sequence >= range.fromStop && sequence <= range.toStop;
}

/** The final read of who moved out, decided already: the meter is read again only for who moved in. */
function isSettledFinal({ read: { status }, place: { isFinal } }: Stop): boolean {
  return isFinal && readyStatuses.includes(status);
}

/** A read that waits for a reread is still to be read, though it came back once. */
function wasRead({ read: { status, fieldReading } }: Stop): boolean {
  if (status === 'reread') return false;
  return readyStatuses.includes(status) || (fieldReading !== null && fieldReading.raw !== null);
}

function toStop({ read, place, rereadReason }: Stop, facts: RunFacts): RouteBookStop {
  const { register, accountId, meterId, registerNumber, isCompound, previousOn } = read;
  const { customerName, address, city, state, zip, premisesId, sequence, meterSize, maker, endpointSerial } = place;
  const previous = String(read.previousValue);
  const limits = stopLimits(readFacts(facts, read));
  return {
    ...{ sequence, accountId, customerName, address, city, state, zip, premisesId },
    ...{ meterId, meterSize, maker, endpointSerial, registerNumber, isCompound },
    dials: register.dials,
    decimals: register.decimals,
    fixedZeros: register.fixedZeros,
    multiplier: register.multiplier,
    unit: register.unit,
    previousReading: shownReading(previous, register),
    previousOn,
    highReading: limits?.highReading ?? null,
    lowReading: limits?.lowReading ?? null,
    highCounts: limits?.highCounts ?? null,
    lowCounts: limits?.lowCounts ?? null,
    isFinal: place.isFinal,
    rereadReason: rereadReason ?? '',
  };
}

function routesOf(all: readonly Stop[]): string[] {
  return [...new Set(all.map(({ place }) => place.routeId))];
}

/** The choice with its routes as they are written; one that the run has not stays as it was typed. */
function byOwnNames(choice: StopChoice, all: readonly Stop[]): StopChoice {
  const named = (typed: string) => namedRoute(typed, routesOf(all)) ?? typed;
  if (choice.by === 'routes') return { ...choice, routeIds: choice.routeIds.map(named) };
  return choice.by === 'range' ? { ...choice, routeId: named(choice.routeId) } : choice;
}

/** Whatever is named must be of the run: a slip in one of a hundred numbers is not passed over. */
function issuesOf(choice: StopChoice, all: readonly Stop[], run: BillRun): Issue[] {
  const routes = routesOf(all);
  const unknown = (routeId: string) => unknownRouteOf(run, routeId, routes);
  const accounts = new Set(all.map(({ read }) => read.accountId));
  switch (choice.by) {
    case 'cycle':
    case 'rereads':
      return [];
    case 'routes':
      return choice.routeIds.filter((routeId) => !routes.includes(routeId)).map(unknown);
    case 'range':
      if (choice.fromStop > choice.toStop) return [turnedRange(choice.fromStop, choice.toStop)];
      return routes.includes(choice.routeId) ? [] : [unknown(choice.routeId)];
    case 'accounts':
      return choice.accountIds.filter((accountId) => !accounts.has(accountId)).map(unknownAccount);
  }
}

function unknownRouteOf({ billRunId }: BillRun, routeId: string, routes: readonly string[]): Issue {
  const { code, message, fix } = unknownRoute(routeId, routes, `in the run ${billRunId}`);
  return { code, rowKey: routeId, column: 'route', message, fix };
}

function unknownAccount(accountId: string): Issue {
  const message = `The run reads no meter of an account "${accountId}".`;
  const fix = 'Check the account number; it must be active or final, and of this cycle.';
  return { code: 'unknown-account', rowKey: accountId, column: 'account', message, fix };
}

function turnedRange(from: number, to: number): Issue {
  const message = `The range goes from stop ${from} to stop ${to}, which comes before it.`;
  return { code: 'range-turned', rowKey: '', column: 'range', message, fix: 'Type the lower stop number first.' };
}
