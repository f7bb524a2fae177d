import type { ClassSettings } from './settings.js';

/** Tells whether a class's bills depend on the number of dwelling units. */
export function countsDwellingUnits({ dwellingUnits, limits, billMinimum, billMaximum }: ClassSettings): boolean {
  const bounds = [...limits.flatMap(({ minimum, maximum }) => [minimum, maximum]), billMinimum, billMaximum];
  return dwellingUnits !== null || bounds.some((bound) => bound?.perUnit);
}
