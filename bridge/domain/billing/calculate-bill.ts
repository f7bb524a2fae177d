import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';
import { services as serviceOrder, type RateClass, type ServiceName } from '../../contract/services.js';
import type { BillInputs } from '../tariff/index.js';
import type { AccountDatum } from './account-data.js';
import { versionSegments } from './bill-segments.js';
import type { BilledPeriod } from './billed-period.js';
import { chargeInputs, type ChargeFacts, type ChargePart } from './charge-inputs.js';
import { classBilling } from './class-billing.js';
import { priceSegments } from './price-segments.js';
import { toBillLine } from './segment-lines.js';
import type { TariffBook } from './tariff-book.js';
import type { PastBill } from './winter-average.js';

/** A service of the account, with what its tariff asks for. */
export interface BillableService {
  readonly service: ServiceName;
  readonly tariffId: string;
  /** Garbage carts; null for other services. */
  readonly carts: number | null;
  /** Gallons billed where no meter measures, e.g. sewer on a private well; null where the meter's use counts. */
  readonly unmeteredGallons: number | null;
}

/** What a register showed before and after, in gallons as decimal text; after a rollover the full scale is added. */
export interface RegisterReadings {
  readonly previous: string;
  readonly current: string;
}

export interface BillInput {
  readonly rateClass: RateClass;
  /** Ends with the read date: water and sewer rates are those in force then, unless the tariff divides by days. */
  readonly period: BilledPeriod;
  /** The bill date: garbage is billed in advance, so its rates are those in force then. */
  readonly billedOn: CalendarDate;
  /** Gallons through the account's meters; 0 where it has none. */
  readonly usageGallons: number;
  /** The size of the account's meter, e.g. 5/8"; null where it has none. */
  readonly meterSize: string | null;
  /** The registers behind the use; they may be left out where no tariff asks for `previous_reading`. */
  readonly registers: readonly RegisterReadings[];
  /** What else the account's tariffs may ask for, in the order in which it takes effect. */
  readonly data: readonly AccountDatum[];
  /** The account's posted bills; they may be left out where no tariff asks for `winter_average`. */
  readonly pastBills: readonly PastBill[];
  readonly services: readonly BillableService[];
}

export interface BillLine {
  readonly component: string;
  readonly description: string;
  readonly amountCents: Cents;
}

/** The part of a charge that one version of several priced, with what repeats it. */
export interface ChargeSegment {
  readonly tariffVersionId: string;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
  readonly days: number;
  /** Null where the inputs are the segment's own; else they are the whole period's, which has so many days. */
  readonly ofDays: number | null;
  readonly inputs: BillInputs;
  readonly lines: readonly BillLine[];
  readonly amountCents: Cents;
}

/** A service's part of a bill, with what repeats it: the version and the inputs. */
export interface BillCharge {
  readonly service: ServiceName;
  /** The version in force at the end. */
  readonly tariffVersionId: string;
  /** Of the whole charge; where there are segments, each of them was priced from its own. */
  readonly inputs: BillInputs;
  readonly lines: readonly BillLine[];
  readonly amountCents: Cents;
  /** Two or more where several versions price their days; else none. */
  readonly segments: readonly ChargeSegment[];
}

export interface CalculatedBill {
  readonly charges: readonly BillCharge[];
  readonly totalCents: Cents;
}

const NO_SEGMENTS: readonly ChargeSegment[] = [];

/**
 * Calculates a bill: every service priced by the version of its tariff in force at its end, or, where that version says
 * so, by each version for its days. Charges come in bill order, and their lines add up to them to the cent.
 * Throws TariffError or `no-tariff-in-force`, `carts-missing`.
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
  return { charges, totalCents: cents(total) };
}

function serviceOf(services: readonly BillableService[], name: ServiceName): BillableService | null {
  for (const service of services) if (service.service === name) return service;
  return null;
}

function charge(bill: BillInput, service: BillableService, waterCents: Cents | null, tariffs: TariffBook): BillCharge {
  const { period } = bill;
  const isInAdvance = service.service === 'garbage';
  const pricedOn = isInAdvance ? bill.billedOn : period.to;
  const version = tariffs.versionOn(service.tariffId, pricedOn);
  const billing = classBilling(version.compiled, bill.rateClass);
  const facts: ChargeFacts = { bill, service, pricedOn };
  const gallons = service.unmeteredGallons ?? bill.usageGallons;
  const whole: ChargePart = { days: period.days, gallons, waterCents, isLast: true };
  const inputs = chargeInputs(facts, billing, whole);
  const charged = { service: service.service, tariffVersionId: version.tariffVersionId, inputs };
  // What is billed in advance is for a month that has not come: there are no days yet to divide.
  const isDivided = !isInAdvance && version.compiled.settings.crossing === 'days' && period.days > 0;
  const versions = isDivided ? versionSegments(service.tariffId, period, tariffs) : [];
  if (versions.length > 1) {
    const segments = priceSegments(facts, whole, versions);
    const amountCents = sumCents(segments.map((segment) => segment.amountCents));
    return { ...charged, lines: segments.flatMap(({ lines }) => lines), amountCents, segments };
  }
  const { lines, billCents } = billing.price(inputs);
  return { ...charged, lines: lines.map(toBillLine), amountCents: billCents, segments: NO_SEGMENTS };
}
