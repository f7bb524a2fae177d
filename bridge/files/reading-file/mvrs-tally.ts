import type { ReadingCounts, RouteCounts } from '../../contract/reading-file.js';
import type { MvrsFields } from './mvrs-fields.js';
import type { MvrsLayout } from './mvrs-layout.js';

export interface RouteTally {
  readonly routeId: string;
  readonly header: MvrsFields<'RHD'>;
  customers: number;
  meters: number;
  readings: number;
}

/** A customer or meter record and how many records it was found to hold. */
export interface OpenRecord<Id extends 'CUS' | 'MTR'> {
  readonly fields: MvrsFields<Id>;
  found: number;
}

const FIX = 'Records were lost or doubled on the way. Unload the handheld again; nothing was taken.';

/** Compares the count that a record states with what was found; gives the stated count. */
export function reconcileCount<Id extends keyof MvrsLayout>(
  fields: MvrsFields<Id>,
  kind: keyof MvrsLayout[Id] & string,
  found: number,
): number {
  const stated = fields.count(kind);
  if (!Number.isNaN(stated) && stated !== found) {
    fields.add(kind, 'count-differs', `states ${stated} but ${found} were found`, FIX);
  }
  return stated;
}

/** Compares a route's header and trailer with what was found between them. */
export function reconcileRoute(tally: RouteTally, trailer: MvrsFields<'RTR'>): RouteCounts {
  for (const kind of ['customers', 'meters', 'readings'] as const) {
    reconcileCount(tally.header, kind, tally[kind]);
    reconcileCount(trailer, kind, tally[kind]);
  }
  const { routeId, customers, meters, readings } = tally;
  return { routeId, customers, meters, readings };
}

/** Reads the counts of a file header or trailer and compares them with what was found. */
export function reconcileFile<Id extends 'FHD' | 'FTR'>(fields: MvrsFields<Id>, found: ReadingCounts): ReadingCounts {
  return {
    routes: reconcileCount<'FHD' | 'FTR'>(fields, 'routes', found.routes),
    customers: reconcileCount<'FHD' | 'FTR'>(fields, 'customers', found.customers),
    meters: reconcileCount<'FHD' | 'FTR'>(fields, 'meters', found.meters),
    readings: reconcileCount<'FHD' | 'FTR'>(fields, 'readings', found.readings),
  };
}

/** The counts of all routes together. */
export function sumRoutes(routes: readonly RouteCounts[]): ReadingCounts {
  const sum = (kind: 'customers' | 'meters' | 'readings') => routes.reduce((total, route) => total + route[kind], 0);
  return { routes: routes.length, customers: sum('customers'), meters: sum('meters'), readings: sum('readings') };
}
