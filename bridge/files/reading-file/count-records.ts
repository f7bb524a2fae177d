import { groupBy } from '../../contract/group-by.js';
import type { ReadingCounts, ReadRecord, RouteCounts } from '../../contract/reading-file.js';

/** Counts the distinct routes, customers and meters of records, and the records. */
export function countRecords(records: readonly ReadRecord[]): ReadingCounts {
  const distinct = (pick: (record: ReadRecord) => string | null) =>
    new Set(records.map(pick).filter((text) => text !== null)).size;
  return {
    routes: distinct(({ routeId }) => routeId),
    customers: distinct(({ accountId }) => accountId),
    meters: distinct(({ meterId }) => meterId),
    readings: records.length,
  };
}

/** The same for each route that records name. */
export function countRoutes(records: readonly ReadRecord[]): RouteCounts[] {
  return [...groupBy(records, ({ routeId }) => routeId)].flatMap(([routeId, ofRoute]) => {
    if (routeId === null) return [];
    const { customers, meters, readings } = countRecords(ofRoute);
    return [{ routeId, customers, meters, readings }];
  });
}
