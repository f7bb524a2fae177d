import { CurbstopError } from '../contract/problem.js';
import { addressesOf } from './names/street-names.js';
import { randomOf } from './random.js';
import { cycles, runCalendar } from './run-calendar.js';
import { makeStop, type SerialNumbers } from './stops/make-stop.js';
import { CASES_WANTED, hasSuccessor, plantCases } from './stops/planted-cases.js';
import { plainHouse, requiredStops, weightedKinds, type StopKind } from './stops/stop-kinds.js';
import type { PlantedCase, Town, TownPlan, TownRoute, TownRun, TownStop } from './town.js';

/** The largest town: route and stop numbers have so many digits. */
export const TOWN_ACCOUNTS_MAX = 110_000;
const ROUTES_MAX = 12;
const STOPS_PER_ROUTE_MIN = 6;
const METER_NUMBERS = 89_999_999;

/**
 * Makes up a town of exactly so many accounts, former ones included: stops, people, meters and the calendar of runs.
 * The same plan gives the same town, byte for byte. Throws `town-size` for fewer than 1 or more than
 * {@link TOWN_ACCOUNTS_MAX} accounts.
 */
export function generateTown(plan: TownPlan): Town {
  assertSize(plan);
  const runs = runCalendar(plan.asOf);
  const places = layOut(plan);
  const routes = makeRoutes(places.length);
  return { plan, runs, routes, stops: settle(plan, places, routes, runs) };
}

interface Place {
  readonly kind: StopKind;
  readonly planted: PlantedCase | null;
}

/** What stands at each stop, in walking order. Houses with a successor count for two accounts. */
function layOut({ accounts, seed }: TownPlan): Place[] {
  const random = randomOf(seed, 'lay-out');
  const cases = plantCases(accounts, housesFor(accounts), random);
  const stops = accounts - cases.filter(hasSuccessor).length;
  const places: Place[] = cases.map((planted) => ({ kind: plainHouse, planted }));
  for (const kind of requiredStops) places.push({ kind, planted: null });
  while (places.length < stops) places.push({ kind: random.weighted(weightedKinds), planted: null });
  return random.shuffle(places.slice(0, stops));
}

/** How many houses may hold a planted case: what is left beside one of each kind, and never most of the town. */
function housesFor(accounts: number): number {
  const left = Math.floor((accounts - requiredStops.length) / 2);
  return Math.max(0, left, Math.min(CASES_WANTED, accounts - requiredStops.length - 2));
}

function makeRoutes(stops: number): TownRoute[] {
  const perCycle = Math.max(1, Math.min(ROUTES_MAX, Math.floor(stops / STOPS_PER_ROUTE_MIN)) >> 1);
  return cycles.flatMap(({ cycleId }, cycle) =>
    Array.from({ length: perCycle }, (_, index) => {
      const number = (cycle * perCycle + index + 1).toString().padStart(2, '0');
      return { routeId: `R${number}`, cycleId, name: `Route ${number}` };
    }),
  );
}

function settle(
  { seed }: TownPlan,
  places: readonly Place[],
  routes: readonly TownRoute[],
  runs: readonly TownRun[],
): TownStop[] {
  const serials = serialNumbers(seed);
  const perRoute = Math.ceil(places.length / routes.length);
  return routes.flatMap(({ routeId, cycleId }, route) => {
    const addresses = addressesOf(randomOf(seed, 'streets', routeId));
    const cycleRuns = runs.filter((run) => run.cycleId === cycleId);
    const start = route * perRoute;
    return places.slice(start, start + perRoute).map(({ kind, planted }, index) =>
      makeStop({
        seed,
        index: start + index,
        kind,
        planted,
        routeId,
        cycleId,
        sequence: index + 1,
        address: addresses.next().value,
        runs: cycleRuns,
        serials,
      }),
    );
  });
}

/** Meter numbers jump about, yet never meet: the step shares no factor with the range. */
function serialNumbers(seed: number): SerialNumbers {
  let meter = randomOf(seed, 'serials').int(0, METER_NUMBERS - 1);
  let customer = 0;
  return {
    nextMeter: () => (meter = (meter + 38_197_043) % METER_NUMBERS),
    nextCustomer: () => (customer += 1),
  };
}

function assertSize({ accounts }: TownPlan): void {
  if (Number.isInteger(accounts) && accounts >= 1 && accounts <= TOWN_ACCOUNTS_MAX) return;
  throw new CurbstopError({
    code: 'town-size',
    message: `A sample town can't have ${accounts} accounts.`,
    fix: `Give --accounts a whole number from 1 to ${TOWN_ACCOUNTS_MAX}.`,
  });
}
