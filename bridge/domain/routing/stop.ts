/** A stop of a route, with its number in the walking order. */
export interface Stop {
  readonly premisesId: string;
  readonly routeId: string;
  readonly number: number;
}

/** The stops of each route in walking order. */
export type RouteStops = ReadonlyMap<string, readonly Stop[]>;

/** The premises of each route that changes, in the walking order that it gets; their stops are 1 to n. */
export type RouteOrders = ReadonlyMap<string, readonly string[]>;

/** The greatest number that a person may type; devices have six digits for it. */
export const STOP_NUMBER_MAX = 999_999;
