import { usageGallons } from '../tariff/index.js';
import type { PostedCharge } from './posted-charge.js';

/**
 * The whole gallons that a charge was priced for: its own where it says them, such as those agreed for a well, else what
 * the account's meters showed.
 */
export function billedGallons({ inputs, billUnit, gallonsPerCcf, meteredGallons }: PostedCharge): number {
  const { usage_gallons: gallons, usage_ccf: usage } = inputs;
  if (gallons !== undefined) return usageGallons(gallons, 'gal', gallonsPerCcf) ?? meteredGallons;
  return (usage === undefined ? null : usageGallons(usage, billUnit, gallonsPerCcf)) ?? meteredGallons;
}
