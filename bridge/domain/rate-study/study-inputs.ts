import { centsToDecimalText } from '../../contract/money.js';
import { accountDatum, isFee } from '../billing/account-data.js';
import { usageInput, type BillInputs, type GallonsPerCcf } from '../tariff/index.js';
import type { PostedCharge } from './posted-charge.js';

/**
 * What a charge was priced from, as other rates take it: use in their billing unit by their own
 * gallons a ccf, and beside it what a bill run would
 * have given them, but for fees and the winter average. `gallons` are those that were billed.
 * Throws CurbstopError: unknown-bill-unit.
 */
export function studyInputs(
  charge: PostedCharge,
  gallons: number,
  billUnit: string,
  gallonsPerCcf?: GallonsPerCcf,
): BillInputs {
  const { inputs } = charge;
  const given = { ...runInputs(charge), ...inputs };
  const sameUnit = inputs['usage_ccf'] === undefined || charge.billUnit === billUnit;
  return sameUnit ? given : { ...given, usage_ccf: usageInput(gallons, billUnit, gallonsPerCcf) };
}

function runInputs({ service, periodTo, billedOn, daysBilled, daysFull, data, waterCents }: PostedCharge): BillInputs {
  const pricedOn = service === 'garbage' ? billedOn : periodTo;
  const said = data.flatMap(({ name }) => {
    const value = isFee(name) ? null : accountDatum(data, name, service, pricedOn);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    read_date: pricedOn,
    days_billed: String(daysBilled),
    days_full: String(daysFull),
    ...(waterCents === null || service === 'water' ? {} : { water_bill: centsToDecimalText(waterCents) }),
    ...Object.fromEntries(said),
  };
}
