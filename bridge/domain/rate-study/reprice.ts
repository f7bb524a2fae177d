import type { Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { priceCents, type CompiledTariff } from '../tariff/index.js';
import { billedGallons } from './billed-gallons.js';
import type { PostedCharge } from './posted-charge.js';
import { studyInputs } from './study-inputs.js';

/** A posted charge beside what other rates make of it. */
export interface RepricedCharge {
  readonly charge: PostedCharge;
  /** Whole gallons that were billed. */
  readonly gallons: number;
  /** What it would be; or why it can't be priced. */
  readonly after: Cents | CurbstopError;
}

/** Prices a posted charge again by other rates, from the class and the inputs that it was billed with. */
export function reprice(charge: PostedCharge, tariff: CompiledTariff): RepricedCharge {
  const gallons = billedGallons(charge);
  try {
    const inputs = studyInputs(charge, gallons, tariff.metadata.billUnit, tariff.settings.gallonsPerCcf);
    return { charge, gallons, after: priceCents(tariff, charge.rateClass, inputs).billCents };
  } catch (error) {
    if (error instanceof CurbstopError) return { charge, gallons, after: error };
    throw error;
  }
}
