import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import {
  routeBookParametersSchema,
  routeBookSheet,
  type RouteBookParameters,
  type StopProposal,
} from '../../contract/sheets/route-books.js';
import { namedRoute, unknownRoute } from '../../domain/routing/named-route.js';
import { byChangedNumbers, byReadTimes } from '../../domain/routing/propose-stops.js';
import type { Stop } from '../../domain/routing/stop.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { fieldStops } from '../field-stops.js';
import { cycles, routes, routeStops, type Route } from '../route-stops.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** The stops of routes in walking order. Throws `unknown-cycle` or `unknown-route`. */
export const routeBookSource: SheetSource<RouteBookParameters> = {
  kind: routeBookSheet,
  parameters: routeBookParametersSchema,
  async read(database, parameters) {
    const asked = await askedRoutes(database, parameters);
    const all = await routeStops(database);
    const proposals = await proposalsOf(database, parameters.proposal);
    const places = await placesOf(
      database,
      asked.map(({ routeId }) => routeId),
    );
    const rows = asked.flatMap(({ routeId }) => {
      const stops = all.get(routeId) ?? [];
      const proposed = proposals(stops);
      return stops.map((stop) => toRow(stop, proposed.get(stop.premisesId) ?? null, places.get(stop.premisesId)));
    });
    return { subject: await subjectOf(database, parameters, asked), rows, totals: totalsOf(asked, rows, parameters) };
  },
};

async function askedRoutes(database: Database, { cycleId, routeIds }: RouteBookParameters): Promise<Route[]> {
  const all = await routes(database);
  await refuseUnknownCycle(database, cycleId);
  const ofCycle = [...all.values()].filter((route) => cycleId === undefined || route.cycleId === cycleId);
  if (routeIds === undefined || routeIds.length === 0) return ofCycle;
  const known = ofCycle.map((route) => route.routeId);
  const named = routeIds.map((typed) => {
    const routeId = namedRoute(typed, known);
    if (routeId !== undefined) return routeId;
    throw new CurbstopError(unknownRoute(typed, known, cycleId === undefined ? '' : `in the cycle ${cycleId}`));
  });
  return [...new Set(named)].flatMap((routeId) => all.get(routeId) ?? []);
}

async function refuseUnknownCycle(database: Database, cycleId: string | undefined): Promise<void> {
  const known = [...(await cycles(database)).keys()];
  if (cycleId === undefined || known.includes(cycleId)) return;
  throw new CurbstopError({
    code: 'unknown-cycle',
    status: 404,
    message: `There is no cycle "${cycleId}".`,
    fix: `Name one of ${known.join(', ')}.`,
  });
}

type Proposals = (stops: readonly Stop[]) => ReadonlyMap<string, number>;

async function proposalsOf(database: Database, proposal: StopProposal): Promise<Proposals> {
  if (proposal === 'none') return () => new Map();
  const field = await fieldStops(database);
  const propose = proposal === 'changed-numbers' ? byChangedNumbers : byReadTimes;
  return (stops) => propose(stops, ({ premisesId }) => field.get(premisesId));
}

type Place = readonly [
  address: string,
  accounts: string | null,
  customers: string | null,
  meters: string | null,
  isActive: number,
];

async function placesOf(database: Database, routeIds: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const rows = await bulkRead<[string, ...Place]>(
    database,
    ['premises_id', 'address', 'accounts', 'customers', 'meters', 'is_active'],
    `SELECT premises_id, address,
            (SELECT group_concat(account_id, ', ') FROM account
             WHERE account.premises_id = premises.premises_id AND status <> 'closed') AS accounts,
            (SELECT group_concat(customer.name, ', ') FROM account JOIN customer USING (customer_id)
             WHERE account.premises_id = premises.premises_id AND status <> 'closed') AS customers,
            (SELECT group_concat(meter_id, ', ') FROM meter_installation AS installed
             WHERE installed.premises_id = premises.premises_id AND removed_on IS NULL) AS meters,
            EXISTS (SELECT 1 FROM account
                    WHERE account.premises_id = premises.premises_id AND status = 'active') AS is_active
     FROM premises WHERE route_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(routeIds)],
  );
  return new Map(rows.map(([premisesId, ...place]) => [premisesId, place]));
}

function toRow({ premisesId, routeId, number }: Stop, proposed: number | null, place: Place | undefined): SheetCell[] {
  const [address = '', accounts = null, customers = null, meters = null, isActive = 0] = place ?? [];
  const state = isActive === 1 ? 'active' : accounts === null ? 'vacant' : 'final';
  return [premisesId, routeId, number, null, null, proposed, address, accounts, customers, meters, state];
}

async function subjectOf(
  database: Database,
  { cycleId, routeIds = [] }: RouteBookParameters,
  asked: readonly Route[],
): Promise<string> {
  if (routeIds.length === 0) {
    return cycleId === undefined ? 'All routes' : ((await cycles(database)).get(cycleId) ?? cycleId);
  }
  const named = asked.map(({ routeId, name }) => (name === '' ? routeId : `${routeId} (${name})`));
  return `${asked.length === 1 ? 'Route' : 'Routes'} ${named.join(', ')}`;
}

function totalsOf(
  asked: readonly Route[],
  rows: readonly (readonly SheetCell[])[],
  { proposal }: RouteBookParameters,
): SheetContent['totals'] {
  const proposed = rows.filter((row) => row[PROPOSED] !== null).length;
  return [
    { label: 'Routes', value: asked.length.toLocaleString('en-US') },
    { label: 'Stops', value: rows.length.toLocaleString('en-US') },
    ...(proposal === 'none' ? [] : [{ label: 'Proposed elsewhere', value: counted(proposed, 'stop') }]),
  ];
}

const PROPOSED = routeBookSheet.columns.findIndex(({ id }) => id === 'proposed');
