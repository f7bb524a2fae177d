import { groupBy } from '../../contract/group-by.js';
import type { ReadingCounts, ReadRecord, RouteCounts } from '../../contract/reading-file.js';

/** Counts the distinct routes, customers and meters of records, and the records. */
export function countRecords(records: readonly ReadRecord[]): ReadingCounts {
  const routes = new Set<string>();
  const customers = new Set<string>();
  const meters = new Set<string>();
  for (const { routeId, accountId, meterId } of records) {
    if (routeId !== null) routes.add(routeId);
    if (accountId !== null) customers.add(accountId);
    meters.add(meterId);
  }
  return { routes: routes.size, customers: customers.size, meters: meters.size, readings: records.length };
}

/** The same of all records, and for each route that they name. */
export function countByRoute(records: readonly ReadRecord[]): { counted: ReadingCounts; routes: RouteCounts[] } {
  const counted = countRecords(records);
  const groups = groupBy(records, ({ routeId }) => routeId);
  const routes = [...groups].flatMap(([routeId, ofRoute]) => {
    if (routeId === null) return [];
    const { customers, meters, readings } = groups.size === 1 ? counted : countRecords(ofRoute);
    return [{ routeId, customers, meters, readings }];
  });
  return { counted, routes };
}
