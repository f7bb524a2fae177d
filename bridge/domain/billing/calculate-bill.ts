import { cents, sumCents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { services as serviceOrder, type ServiceName } from '../../contract/services.js';
import type { BillableService, BillInput } from './bill-input.js';
import { feesDue, isFeeOf, type FeeDue } from './account-data.js';
import { versionSegments } from './bill-segments.js';
import type { BillCharge, CalculatedBill, ChargeSegment } from './calculated-bill.js';
import { chargeFacts, chargeInputs, isInAdvance, type ChargePart } from './charge-inputs.js';
import { classBilling } from './class-billing.js';
import { priceSegments } from './price-segments.js';
import { toBillLine } from './segment-lines.js';
import type { TariffBook } from './tariff-book.js';

const NO_SEGMENTS: readonly ChargeSegment[] = [];

/**
 * Calculates a bill: every service priced by the version of its tariff in force at its end, or, where that version says
 * so, by each version for its days. Charges come in bill order, and their lines add up to them to the cent.
 * Throws TariffError or `no-tariff-in-force`, `carts-missing`, `unknown-fee`.
 */
export function calculateBill(input: BillInput, tariffs: TariffBook): CalculatedBill {
  const charges: BillCharge[] = [];
  let total = 0;
  let waterCents: Cents | null = null;
  for (const name of serviceOrder) {
    const service = serviceOf(input.services, name);
    if (service === null) continue;
    const charged = charge(input, service, waterCents, tariffs);
    // Water comes first in bill order, so that later services can be a part of it.
    if (name === 'water') waterCents = charged.amountCents;
    charges.push(charged);
    total += charged.amountCents;
  }
  if (input.data.length > 0) refuseUnknownFees(input, charges);
  return { charges, totalCents: cents(total) };
}

function serviceOf(services: readonly BillableService[], name: ServiceName): BillableService | null {
  for (const service of services) if (service.service === name) return service;
  return null;
}

function charge(bill: BillInput, service: BillableService, waterCents: Cents | null, tariffs: TariffBook): BillCharge {
  const { period } = bill;
  const facts = chargeFacts(bill, service);
  const { pricedOn } = facts;
  const version = tariffs.versionOn(service.tariffId, pricedOn);
  const billing = classBilling(version.compiled, bill.rateClass);
  const gallons = service.unmeteredGallons ?? bill.usageGallons;
  const whole: ChargePart = { days: period.days, gallons, waterCents, takesFee: () => true };
  const inputs = chargeInputs(facts, billing, whole);
  const charged = { service: service.service, tariffVersionId: version.tariffVersionId, inputs };
  // What is billed in advance is for a month that has not come: there are no days yet to divide.
  const isDivided = !isInAdvance(service.service) && version.compiled.settings.crossing === 'days' && period.days > 0;
  const versions = isDivided ? versionSegments(service.tariffId, period, tariffs) : [];
  if (versions.length > 1) {
    const segments = priceSegments(facts, whole, versions);
    const amountCents = sumCents(segments.map((segment) => segment.amountCents));
    return { ...charged, lines: segments.flatMap(({ lines }) => lines), amountCents, segments };
  }
  const { lines, billCents } = billing.price(inputs);
  return { ...charged, lines: lines.map(toBillLine), amountCents: billCents, segments: NO_SEGMENTS };
}

/** A fee that was said of the account and that no rates know would never be charged, and nobody would see it. */
function refuseUnknownFees(bill: BillInput, charges: readonly BillCharge[]): void {
  for (const fee of feesDue(bill.data, bill)) {
    if (!charges.some((charge) => isFeeOf(fee, charge.service) && isCharged(fee, charge))) throw unknownFee(fee);
  }
}

function isCharged({ name }: FeeDue, { inputs, segments }: BillCharge): boolean {
  return Object.hasOwn(inputs, name) || segments.some((segment) => Object.hasOwn(segment.inputs, name));
}

function unknownFee({ name, service, on }: FeeDue): CurbstopError {
  const rates = service === null ? 'no rates of the account know' : `the account’s ${service} rates do not know`;
  return new CurbstopError({
    code: 'unknown-fee',
    message: `${name} of ${on} is a fee that ${rates} in this period.`,
    fix: `Add the fee to the rate file, or take it back: set ${name} of the account to 0 from ${on}.`,
  });
}
