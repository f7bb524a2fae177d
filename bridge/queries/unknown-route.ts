import { CurbstopError } from '../contract/problem.js';
import type { Database } from '../store/database.js';

/** Throws `unknown-route` where there is no such route, and names those that there are. */
export async function refuseUnknownRoute(database: Database, routeId: string): Promise<void> {
  const routes = (await database<{ route_id: string }>('route').orderBy('route_id')).map((row) => row.route_id);
  if (routes.includes(routeId)) return;
  throw new CurbstopError({
    code: 'unknown-route',
    status: 404,
    message: `There is no route "${routeId}".`,
    fix: `Type one of ${routes.join(', ')}.`,
  });
}
