import { usageInput, type BillInputs } from '../tariff/index.js';
import type { PostedCharge } from './posted-charge.js';

/**
 * What a charge was priced from, as other rates take it: use in their billing unit, and the read date for seasonal
 * ones. `gallons` are those that were billed. Throws CurbstopError: unknown-bill-unit.
 */
export function studyInputs(charge: PostedCharge, gallons: number, billUnit: string): BillInputs {
  const { inputs, service, periodTo, billedOn } = charge;
  const dated = { read_date: service === 'garbage' ? billedOn : periodTo, ...inputs };
  const sameUnit = inputs['usage_ccf'] === undefined || charge.billUnit === billUnit;
  return sameUnit ? dated : { ...dated, usage_ccf: usageInput(gallons, billUnit) };
}
