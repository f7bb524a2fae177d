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
  /** The data that the rates ask for and no record gives, where something else stood in for it. */
  readonly replaced: readonly string[];
}

/** Prices a posted charge again by other rates, for the class that it was billed in. */
export function reprice(charge: PostedCharge, rates: CompiledTariff): RepricedCharge {
  const gallons = billedGallons(charge);
  try {
    const { inputs, replaced } = studyInputs(charge, gallons, rates);
    return { charge, gallons, after: priceCents(rates, charge.rateClass, inputs).billCents, replaced };
  } catch (error) {
    if (error instanceof CurbstopError) return { charge, gallons, after: error, replaced: [] };
    throw error;
  }
}
