import { chargeFacts, chargeInputs } from '../billing/charge-inputs.js';
import { classBilling } from '../billing/class-billing.js';
import type { BillInputs, CompiledTariff } from '../tariff/index.js';
import type { PostedCharge } from './posted-charge.js';

export interface StudyInputs {
  readonly inputs: BillInputs;
  /** What the rates ask for and nothing gives, where something stands in for it, so that they price the bill all the same. */
  readonly replaced: readonly string[];
}

/**
 * What other rates price a posted charge from: what a bill run would have given them, and in its place what the bill was
 * priced from where that was kept. `gallons` are those that were billed.
 * Throws CurbstopError: unknown-class and the like, carts-missing.
 */
export function studyInputs(charge: PostedCharge, gallons: number, rates: CompiledTariff): StudyInputs {
  const billing = classBilling(rates, charge.rateClass);
  const { period, waterCents } = charge;
  const whole = { days: period.days, gallons, waterCents, takesFee: () => true };
  const given = chargeInputs(chargeFacts(charge, charge), billing, whole);
  const inputs = { ...given, ...keptInputs(charge, given, rates.metadata.billUnit) };
  const lacks = (name: string) => !Object.hasOwn(inputs, name);
  const replaced: string[] = [];
  if (billing.averages(period.to) && lacks('winter_average')) replaced.push('winter_average');
  if (charge.unmeteredGallons === null && billing.needs('current_reading') && lacks('current_reading')) {
    replaced.push('current_reading');
  }
  return { inputs, replaced };
}

/** An average is one of the rates' own rule where the bills make one. Amounts of another unit mean something else. */
function keptInputs({ inputs, billUnit }: PostedCharge, given: BillInputs, studiedUnit: string): BillInputs {
  const { usage_ccf: usage, winter_average: average, ...kept } = inputs;
  if (billUnit !== studiedUnit) return kept;
  return {
    ...kept,
    ...(usage === undefined ? {} : { usage_ccf: usage }),
    ...(average === undefined || Object.hasOwn(given, 'winter_average') ? {} : { winter_average: average }),
  };
}
