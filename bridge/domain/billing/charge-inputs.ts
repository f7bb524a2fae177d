import type { CalendarDate } from '../../contract/calendar-date.js';
import { centsToDecimalText, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillInputs } from '../tariff/index.js';
import { accountDatum, type FeeDue, feesDue, isFee, isFeeOf } from './account-data.js';
import type { BillFacts, ServiceFacts } from './bill-input.js';
import type { ClassBilling } from './class-billing.js';
import { winterAverage } from './winter-average.js';

/** The part of a service's charge that one version prices: all of it, or some of its days. */
export interface ChargePart {
  readonly days: number;
  readonly gallons: number;
  /** What the water service of the same bill costs; null where there is none. */
  readonly waterCents: Cents | null;
  /** Tells whether a fee is charged with this part; it is with just one of a charge's parts. */
  readonly takesFee: (fee: FeeDue) => boolean;
}

export interface ChargeFacts {
  readonly bill: BillFacts;
  readonly service: ServiceFacts;
  /** The date by which the service is priced: the read date, or the bill date of what is billed in advance. */
  readonly pricedOn: CalendarDate;
}

/** Tells whether a service is billed for a month to come. */
export function isInAdvance(service: ServiceName): boolean {
  return service === 'garbage';
}

/** What a charge is priced from, and by which date. */
export function chargeFacts(bill: BillFacts, service: ServiceFacts): ChargeFacts {
  return { bill, service, pricedOn: isInAdvance(service.service) ? bill.billedOn : bill.period.to };
}

type Inputs = Record<string, string>;

/**
 * The data that a part of a charge is priced from, in an order that does not change. Use and meter size are always kept
 * with a service by use; of the rest only what the class asks for, so that what a bill stores stays small.
 * Throws `carts-missing`.
 */
export function chargeInputs(facts: ChargeFacts, billing: ClassBilling, part: ChargePart): BillInputs {
  const { bill, service, pricedOn } = facts;
  const { needs } = billing;
  const isByUse = service.service !== 'garbage';
  const inputs: Inputs = {};
  if (isByUse) inputs['usage_gallons'] = String(part.gallons);
  if (bill.meterSize !== null && (isByUse || needs('meter_size'))) inputs['meter_size'] = bill.meterSize;
  if (needs('carts')) addCarts(inputs, service);
  if (needs('read_date')) inputs['read_date'] = pricedOn;
  if (needs('days_billed') || needs('days_full')) {
    inputs['days_billed'] = String(part.days);
    inputs['days_full'] = String(bill.period.fullDays);
  }
  if (needs('current_reading')) addReadings(inputs, facts);
  if (needs('water_bill') && part.waterCents !== null) inputs['water_bill'] = centsToDecimalText(part.waterCents);
  if (bill.data.length > 0) addAccountData(inputs, facts, billing, part);
  if (billing.winterAverage !== null) addWinterAverage(inputs, facts, billing);
  return inputs;
}

function addCarts(inputs: Inputs, { service, carts }: ServiceFacts): void {
  if (carts !== null) inputs['carts'] = String(carts);
  else if (service === 'garbage') throw cartsMissing();
}

/** Where no register measures, there are no readings, and the agreed gallons are the use. */
function addReadings(inputs: Inputs, { bill: { registers }, service }: ChargeFacts): void {
  if (service.unmeteredGallons !== null || registers.length === 0) return;
  inputs['previous_reading'] = registers.map(({ previous }) => previous).join(' ');
  inputs['current_reading'] = registers.map(({ current }) => current).join(' ');
}

/** An average that was agreed with the account goes first. Agreed gallons are their own average. */
function addWinterAverage(inputs: Inputs, { bill, service }: ChargeFacts, billing: ClassBilling): void {
  if (billing.winterAverage === null || Object.hasOwn(inputs, 'winter_average')) return;
  const { unmeteredGallons } = service;
  const average =
    unmeteredGallons === null
      ? winterAverage(billing.winterAverage, bill.pastBills, bill.period.to, billing.toBillingUnit)
      : billing.toBillingUnit(unmeteredGallons);
  if (average !== null) inputs['winter_average'] = average;
}

function addAccountData(inputs: Inputs, facts: ChargeFacts, billing: ClassBilling, part: ChargePart): void {
  const { needs } = billing;
  const { bill, service, pricedOn } = facts;
  for (const { name } of bill.data) {
    if (isFee(name) || Object.hasOwn(inputs, name) || !needs(name)) continue;
    const value = accountDatum(bill.data, name, service.service, pricedOn);
    if (value !== null) inputs[name] = value;
  }
  if (bill.data.some(({ name }) => isFee(name))) addFees(inputs, facts, billing, part);
}

/** Fees come last: whether the end of a programme is among the data decides which fees there are. */
function addFees(inputs: Inputs, facts: ChargeFacts, billing: ClassBilling, part: ChargePart): void {
  for (const { datum } of billing.fees(inputs)) {
    const value = feeText(datum, facts, part);
    if (value !== null) inputs[datum] = value;
  }
}

/** How many times the part charges a fee; null for not at all. */
function feeText(name: string, { bill, service }: ChargeFacts, { takesFee }: ChargePart): string | null {
  const fees = feesDue(bill.data, bill).filter(
    (fee) => fee.name === name && isFeeOf(fee, service.service) && takesFee(fee),
  );
  return fees.length === 0 ? null : String(fees.reduce((sum, { times }) => sum + times, 0));
}

function cartsMissing(): CurbstopError {
  return new CurbstopError({
    code: 'carts-missing',
    message: 'The garbage service does not say how many carts there are.',
    fix: 'Enter the number of carts on the service.',
    missing: 'carts',
  });
}
