import { Decimal } from 'decimal.js';
import { priceBill, usageInput } from '../../tariff/index.js';
import type { BilledCharge } from './leak-facts.js';

/** What a unit costs in the first block, and in which unit that is. */
export interface FirstBlock {
  /** Dollars. */
  readonly price: string;
  /** Of the rate file, as kgal. */
  readonly unit: string;
  /** Cents, not rounded. */
  readonly priceOf: (gallons: number) => Decimal;
}

/**
 * The first block of a charge that has a price, by the version that was in force at the end of the bill; an allowance in
 * the minimum bill is no block with a price. Null where its rates have no blocks. Throws TariffError.
 */
export function firstBlock({ parts }: BilledCharge): FirstBlock | null {
  const last = parts.at(-1);
  if (last === undefined) return null;
  const { compiled } = last.version;
  const { steps } = priceBill(compiled, last.rateClass, last.inputs).explain();
  const price = steps.flatMap(({ tiers }) => tiers).find((tier) => new Decimal(tier.price).gt(0))?.price;
  if (price === undefined) return null;
  const { metadata, settings } = compiled;
  return {
    price,
    unit: metadata.billUnit,
    priceOf: (gallons) =>
      new Decimal(usageInput(gallons, metadata.billUnit, settings.gallonsPerCcf)).times(price).times(100),
  };
}
