import type { CurbstopErrorFacts } from '../../contract/problem.js';

/** So many routes are named to choose from. */
const ROUTES_NAMED = 20;

/** The route that a typed name means, whatever its capitals; undefined when there is none. */
export function namedRoute(typed: string, routeIds: Iterable<string>): string | undefined {
  const name = typed.trim().toLowerCase();
  for (const routeId of routeIds) if (routeId.toLowerCase() === name) return routeId;
  return undefined;
}

/** A route that is asked for and is not there; `among` says of what the routes are, where they are not all. */
export function unknownRoute(typed: string, routeIds: readonly string[], among = ''): CurbstopErrorFacts {
  const named = routeIds.slice(0, ROUTES_NAMED);
  const more = routeIds.length > named.length ? ` and ${routeIds.length - named.length} more` : '';
  const isAll = among === '';
  return {
    code: 'unknown-route',
    status: 404,
    message: `There is no route "${typed}"${isAll ? '' : ` ${among}`}.`,
    fix: `Choose one of ${named.join(', ')}${more}${isAll ? ', or make it first: Home, Route books, New route' : ''}.`,
  };
}
