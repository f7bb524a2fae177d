import { CurbstopError } from '../../contract/problem.js';
import { Decimal } from 'decimal.js';

/** How many gallons a hundred cubic feet hold: 748.05 (7.4805 a foot), or the rounder 748 of many tables. */
export type GallonsPerCcf = '748.05' | '748';

const Wide = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });
/** Billing units that do not divide gallons evenly are given with this many decimals. */
const DECIMALS = 12;

/**
 * Whole gallons as a tariff's usage input, decimal text in its billing unit: "gal", "kgal" (both exact), "ccf" or
 * "cf" (12 decimals, halves to even). Throws CurbstopError: wrong-gallons, unknown-bill-unit.
 */
export function usageInput(gallons: number, billUnit: string, gallonsPerCcf: GallonsPerCcf = '748.05'): string {
  if (!Number.isSafeInteger(gallons) || gallons < 0) {
    throw new CurbstopError({
      code: 'wrong-gallons',
      message: `Usage must be a whole number of gallons from zero up; it is ${gallons}.`,
      fix: 'Correct the readings.',
    });
  }
  const usage = new Wide(gallons);
  switch (billUnit) {
    case 'gal':
      return usage.toFixed();
    case 'kgal':
      return usage.div(1000).toFixed();
    case 'ccf':
      return usage.div(gallonsPerCcf).toDecimalPlaces(DECIMALS).toFixed();
    case 'cf':
      return usage.times(100).div(gallonsPerCcf).toDecimalPlaces(DECIMALS).toFixed();
    default:
      throw new CurbstopError({
        code: 'unknown-bill-unit',
        message: `The tariff's billing unit "${billUnit}" is unknown.`,
        fix: 'Write bill_unit gal, kgal, ccf or cf in the metadata of the rate file.',
      });
  }
}
