import { Exact } from './exact.js';

/**
 * Gallons as they are billed: whole ones, halves up, rounded once per register and period. Only registers that do not
 * count gallons are touched by it.
 */
export function wholeGallons(gallons: string): number {
  if (/^\d{1,15}$/.test(gallons)) return Number(gallons);
  return new Exact(gallons).toDecimalPlaces(0, Exact.ROUND_HALF_UP).toNumber();
}
