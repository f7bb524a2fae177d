import type { CurbstopErrorFacts } from '../../contract/problem.js';
import { namedRoute } from './named-route.js';

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
  const same = namedRoute(routeId, known.routeIds);
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
