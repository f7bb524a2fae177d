import type { CurbstopErrorFacts } from '../../contract/problem.js';

export const ROUTE_ID_LENGTH_MAX = 8;
export const ROUTE_NAME_LENGTH_MAX = 60;

/** What keeps a route from being made; null when nothing does. */
export function newRouteRefusal(
  { routeId, cycleId, name }: { readonly routeId: string; readonly cycleId: string; readonly name: string },
  known: { readonly routeIds: readonly string[]; readonly cycleIds: readonly string[] },
): CurbstopErrorFacts | null {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(routeId) || routeId.length > ROUTE_ID_LENGTH_MAX) {
    return {
      code: 'wrong-route',
      message: `"${routeId}" can't name a route.`,
      fix: `Use up to ${ROUTE_ID_LENGTH_MAX} letters, digits and dashes, such as R27.`,
    };
  }
  const same = known.routeIds.find((each) => each.toLowerCase() === routeId.toLowerCase());
  if (same !== undefined) {
    return {
      code: 'route-exists',
      status: 409,
      message: `There is a route ${same} already.`,
      fix: 'Choose another name, or use that route.',
    };
  }
  if (name === '' || name.length > ROUTE_NAME_LENGTH_MAX) {
    return {
      code: 'wrong-route-name',
      message: name === '' ? 'The route has no name.' : 'The name of the route is too long.',
      fix: `Say in up to ${ROUTE_NAME_LENGTH_MAX} characters where it is, such as Weatherly, phase 2.`,
    };
  }
  if (known.cycleIds.includes(cycleId)) return null;
  return {
    code: 'unknown-cycle',
    status: 404,
    message: `There is no cycle "${cycleId}".`,
    fix: `Name one of ${known.cycleIds.join(', ')}.`,
  };
}

/** So many routes are named to choose from. */
const ROUTES_NAMED = 20;

/** A route that is asked for and is not there. */
export function unknownRoute(routeId: string, routeIds: readonly string[]): CurbstopErrorFacts {
  const named = routeIds.slice(0, ROUTES_NAMED);
  const more = routeIds.length > named.length ? ` and ${routeIds.length - named.length} more` : '';
  return {
    code: 'unknown-route',
    status: 404,
    message: `There is no route "${routeId}".`,
    fix: `Choose one of ${named.join(', ')}${more}, or make it first: Home, Route books, New route.`,
  };
}
