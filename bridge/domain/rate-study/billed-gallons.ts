import { Decimal } from 'decimal.js';
import type { PostedCharge } from './posted-charge.js';

const Exact = Decimal.clone({ precision: 60 });
const GALLONS_PER_CCF = '748.05';

/** How many gallons one billing unit holds, for the units that usageInput knows. */
const GALLONS_PER_UNIT: ReadonlyMap<string, Decimal> = new Map([
  ['gal', new Exact(1)],
  ['kgal', new Exact(1000)],
  ['ccf', new Exact(GALLONS_PER_CCF)],
  ['cf', new Exact(GALLONS_PER_CCF).div(100)],
]);

/**
 * The whole gallons that a charge was priced for: its own where it says them, such as those agreed for a well, else what
 * the account's meters showed.
 */
export function billedGallons({ inputs, billUnit, meteredGallons }: PostedCharge): number {
  const { usage_gallons: gallons, usage_ccf: usage } = inputs;
  if (gallons !== undefined) return wholeGallons(gallons, '1') ?? meteredGallons;
  const perUnit = GALLONS_PER_UNIT.get(billUnit);
  if (usage === undefined || perUnit === undefined) return meteredGallons;
  return wholeGallons(usage, perUnit) ?? meteredGallons;
}

const NUMBER = /^\d{1,15}(\.\d{1,30})?$/;

function wholeGallons(usage: string, perUnit: Decimal.Value): number | null {
  return NUMBER.test(usage) ? new Exact(usage).times(perUnit).toDecimalPlaces(0).toNumber() : null;
}
