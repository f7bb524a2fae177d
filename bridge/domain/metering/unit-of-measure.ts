import type { WaterUnit } from '../../contract/metering.js';
import type { Register } from './register.js';

/** A unit that reading systems know, and how many powers of ten of it are one unit of the register. */
export interface UnitOfMeasure {
  readonly unit: Exclude<WaterUnit, 'CCF'>;
  readonly powerOfTen: number;
}

/**
 * How a reading system that knows no hundreds of cubic feet, as BEACON, has a register: it measures in cubic feet, at a
 * resolution that is a hundred times as large.
 */
export function unitOfMeasure(unit: WaterUnit): UnitOfMeasure {
  return unit === 'CCF' ? { unit: 'CUBIC_FEET', powerOfTen: 2 } : { unit, powerOfTen: 0 };
}

/**
 * Tells whether a reading that came in a unit is counted as the register counts. Cubic feet are hundreds of them only
 * where the reading is set to the resolution of billing; else the same digits could mean two amounts.
 */
export function isCountedIn(
  returned: { readonly unit: string | null; readonly atBillingResolution: boolean },
  { unit }: Pick<Register, 'unit'>,
): boolean {
  if (returned.unit === null || returned.unit === unit) return true;
  return returned.atBillingResolution && returned.unit === unitOfMeasure(unit).unit;
}
