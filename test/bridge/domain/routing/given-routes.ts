import type { RouteStops } from '../../../../bridge/domain/routing/stop.js';

/** Routes as lists of premises, numbered from 1 or by the numbers told. */
export function givenRoutes(
  routes: Readonly<Record<string, string>>,
  numbers: Readonly<Record<string, readonly number[]>> = {},
): RouteStops {
  return new Map(
    Object.entries(routes).map(([routeId, letters]) => [
      routeId,
      [...letters].map((premisesId, index) => {
        return { premisesId, routeId, number: numbers[routeId]?.[index] ?? index + 1 };
      }),
    ]),
  );
}
