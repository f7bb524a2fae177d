import { CurbstopError } from '../../../contract/problem.js';
import { divide, exactFromInteger, exactFromText, multiply, roundWhole, toDecimal } from '../exact/exact.js';
import { LARGEST_INPUT } from './input-number.js';
import { type GallonsPerCcf, unitsPerGallon, unknownUnit, usageDecimals } from './units.js';

/**
 * Whole gallons in a tariff's billing unit as decimal text; exact for gal and kgal, else with the decimals that usage
 * may have, halves to even. (The data `usage_gallons` are exact for every unit.)
 * Throws CurbstopError: wrong-gallons, unknown-bill-unit.
 */
export function usageInput(gallons: number, billUnit: string, gallonsPerCcf: GallonsPerCcf = '748.05'): string {
  if (!Number.isSafeInteger(gallons) || gallons < 0) {
    throw new CurbstopError({
      code: 'wrong-gallons',
      message: `Usage must be a whole number of gallons from zero up; it is ${gallons}.`,
      fix: 'Correct the readings.',
    });
  }
  const units = unitsPerGallon(billUnit, gallonsPerCcf);
  if (units === null) throw unknownUnit(billUnit, null);
  return toDecimal(multiply(exactFromInteger(gallons), units))
    .toDecimalPlaces(usageDecimals(billUnit))
    .toFixed();
}

/**
 * The whole gallons, halves up, that usage in a tariff's billing unit is; null for text that is no usage and for an
 * unknown unit.
 */
export function usageGallons(usage: string, billUnit: string, gallonsPerCcf: GallonsPerCcf): number | null {
  const units = unitsPerGallon(billUnit, gallonsPerCcf);
  const value = exactFromText(usage.trim());
  if (units === null || value === null || value.isNegative() || value.gt(LARGEST_INPUT)) return null;
  const gallons = divide(value, units);
  return gallons === null ? null : roundWhole(gallons, 'half_up').toNumber();
}
