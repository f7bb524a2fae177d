import { TariffError, type TariffPosition } from '../../../contract/tariff-document.js';
import { type Exact, divide, exactFromInteger, exactFromText, multiply } from '../exact/exact.js';

/** How many gallons a hundred cubic feet hold: 748.05 (7.4805 a foot), or the rounder 748 of many tables. */
export type GallonsPerCcf = '748.05' | '748';

interface Unit {
  /** Finer usage than a thousandth of a gallon, or what comes near it, is no meter's. */
  readonly decimals: number;
  readonly unitsPerGallon: (gallonsPerCcf: GallonsPerCcf) => Exact;
}

/** A US gallon is 231 cubic inches, which are 3.785411784 litres exactly. */
const cubicMetres: Unit = { decimals: 6, unitsPerGallon: () => number('0.003785411784') };
const hundredCubicFeet: Unit = { decimals: 6, unitsPerGallon: (gallons) => quotient('1', gallons) };

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['gal', { decimals: 3, unitsPerGallon: () => exactFromInteger(1) }],
  ['kgal', { decimals: 6, unitsPerGallon: () => number('0.001') }],
  ['ccf', hundredCubicFeet],
  ['hcf', hundredCubicFeet],
  ['cf', { decimals: 4, unitsPerGallon: (gallons) => multiply(quotient('1', gallons), exactFromInteger(100)) }],
  ['m3', cubicMetres],
  ['kilolitre', cubicMetres],
  ['kl', cubicMetres],
]);

/** The names of the billing units that are known. */
export const BILL_UNITS: readonly string[] = [...UNITS.keys()];

/** The decimals that usage in a billing unit may have; an unknown unit may have as many as a cubic metre. */
export function usageDecimals(billUnit: string): number {
  return (UNITS.get(billUnit) ?? cubicMetres).decimals;
}

/** The billing units in a gallon, exactly; null for an unknown unit. */
export function unitsPerGallon(billUnit: string, gallonsPerCcf: GallonsPerCcf): Exact | null {
  return UNITS.get(billUnit)?.unitsPerGallon(gallonsPerCcf) ?? null;
}

export function unknownUnit(billUnit: string, at: TariffPosition | null): TariffError {
  return new TariffError({
    code: 'unknown-bill-unit',
    what: `the billing unit "${billUnit.slice(0, 40)}" is unknown`,
    fix: `Write bill_unit ${BILL_UNITS.join(', ')} in the metadata of the rate file.`,
    at,
  });
}

function number(text: string): Exact {
  const value = exactFromText(text);
  if (value === null) throw new RangeError(`${text} is no number.`);
  return value;
}

function quotient(over: string, under: string): Exact {
  const value = divide(number(over), number(under));
  if (value === null) throw new RangeError(`${over} cannot be divided by ${under}.`);
  return value;
}
