/** Where each level of monthly use begins, in thousands of gallons; the last has no end. */
const LEVELS_FROM_KGAL = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100] as const;

/** A level of use: from `fromKgal` up to and without `belowKgal`. */
export interface UsageLevelBounds {
  readonly fromKgal: number;
  readonly belowKgal: number | null;
}

/** The number of the level that so many gallons are in, 0 for the lowest. */
export function usageLevelOf(gallons: number): number {
  let level = 0;
  while (gallons >= (LEVELS_FROM_KGAL[level + 1] ?? Infinity) * 1000) level += 1;
  return level;
}

/** The bounds of a level. */
export function usageLevelBounds(level: number): UsageLevelBounds {
  return { fromKgal: LEVELS_FROM_KGAL[level] ?? 0, belowKgal: LEVELS_FROM_KGAL[level + 1] ?? null };
}
