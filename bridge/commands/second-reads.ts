import type { SecondReadChoice, SecondReads } from '../contract/commands/unload-readings.js';
import { CurbstopError } from '../contract/problem.js';
import type { ExpectedStop } from '../domain/metering/match-records.js';
import { routesReadBefore } from '../queries/routes-read-before.js';
import { routeNames } from '../queries/route-stops.js';
import type { Database } from '../store/database.js';
import { stopsOfFile } from '../store/readings.js';

/** What becomes of the stops of a file that were read or decided before. */
export interface SecondReadRule {
  readonly routeOf: (stop: ExpectedStop) => string;
  /** Null where the person has yet to choose. */
  readonly choiceOf: (stop: ExpectedStop) => SecondReadChoice | null;
  /** Tells whether this very file brought the stop something before. */
  readonly broughtBefore: (stop: ExpectedStop) => boolean;
}

/**
 * What a person chose for the routes of a file. Of a file that was unloaded before (`unloadedBefore` is its hash), what it
 * only added to then still stands, unless the person chooses anew. Throws `unknown-route` and `route-chosen-twice`.
 */
export async function secondReadRule(
  trx: Database,
  { routes, otherRoutes }: SecondReads,
  unloadedBefore: string | null,
): Promise<SecondReadRule> {
  const chosen = await choiceByRoute(trx, routes);
  const routeOf = await routesReadBefore(trx);
  const brought = unloadedBefore === null ? null : await stopsOfFile(trx, unloadedBefore);
  const before = (stop: ExpectedStop) => (brought === null || brought.has(stop) ? null : 'add');
  return {
    routeOf,
    choiceOf: (stop) => chosen.get(routeOf(stop)) ?? otherRoutes ?? before(stop),
    broughtBefore: (stop) => brought?.has(stop) ?? false,
  };
}

async function choiceByRoute(
  trx: Database,
  routes: SecondReads['routes'],
): Promise<ReadonlyMap<string, SecondReadChoice>> {
  const chosen = new Map<string, SecondReadChoice>();
  if (Object.keys(routes).length === 0) return chosen;
  const routeNamed = await routeNames(trx);
  for (const [typed, choice] of Object.entries(routes)) {
    const routeId = routeNamed(typed);
    if (chosen.has(routeId) && chosen.get(routeId) !== choice) throw chosenTwice(routeId);
    chosen.set(routeId, choice);
  }
  return chosen;
}

function chosenTwice(routeId: string): CurbstopError {
  return new CurbstopError({
    code: 'route-chosen-twice',
    message: `Route ${routeId} is to keep what was read, and to have it replaced.`,
    fix: 'Choose one of them for the route.',
  });
}
