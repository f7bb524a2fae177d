import type { CalendarDate } from '../../contract/calendar-date.js';
import { CurbstopError } from '../../contract/problem.js';
import { sumCents, type Cents } from '../../contract/money.js';
import { services as serviceOrder, type RateClass, type ServiceName } from '../../contract/services.js';
import { priceBill, usageInput, type BillInputs } from '../tariff/index.js';
import type { TariffBook, TariffVersion } from './tariff-book.js';

/** A service of the account, with what its tariff asks for. */
export interface BillableService {
  readonly service: ServiceName;
  readonly tariffId: string;
  /** Garbage carts; null for other services. */
  readonly carts: number | null;
  /** Gallons billed where no meter measures, e.g. sewer on a private well; null where the meter's use counts. */
  readonly unmeteredGallons: number | null;
}

export interface BillInput {
  readonly rateClass: RateClass;
  /** The read date that ends the period: water and sewer rates are those in force then. */
  readonly periodTo: CalendarDate;
  /** The bill date: garbage is billed in advance, so its rates are those in force then. */
  readonly billedOn: CalendarDate;
  /** Gallons through the account's meters; 0 where it has none. */
  readonly usageGallons: number;
  /** The size of the account's meter, e.g. 5/8"; null where it has none. */
  readonly meterSize: string | null;
  readonly services: readonly BillableService[];
}

export interface BillLine {
  readonly component: string;
  readonly description: string;
  readonly amountCents: Cents;
}

/** A service's part of a bill, with what repeats it: the version and the inputs. */
export interface BillCharge {
  readonly service: ServiceName;
  readonly tariffVersionId: string;
  readonly inputs: BillInputs;
  readonly lines: readonly BillLine[];
  readonly amountCents: Cents;
}

export interface CalculatedBill {
  readonly charges: readonly BillCharge[];
  readonly totalCents: Cents;
}

/**
 * Calculates a bill: every service priced by the version of its tariff in force. Charges come in bill order, and their
 * lines add up to them to the cent. Throws TariffError or `no-tariff-in-force`.
 */
export function calculateBill(input: BillInput, tariffs: TariffBook): CalculatedBill {
  const charges = serviceOrder.flatMap((name) => {
    const service = input.services.find((candidate) => candidate.service === name);
    return service ? [charge(input, service, tariffs)] : [];
  });
  return { charges, totalCents: sumCents(charges.map((part) => part.amountCents)) };
}

function charge(input: BillInput, service: BillableService, tariffs: TariffBook): BillCharge {
  const inForceOn = service.service === 'garbage' ? input.billedOn : input.periodTo;
  const version = tariffs.versionOn(service.tariffId, inForceOn);
  const inputs = tariffInputs(input, service, version);
  const priced = priceBill(version.compiled, input.rateClass, inputs);
  return {
    service: service.service,
    tariffVersionId: version.tariffVersionId,
    inputs,
    lines: priced.lines.map(({ component, description, cents }) => ({ component, description, amountCents: cents })),
    amountCents: priced.billCents,
  };
}

function tariffInputs(input: BillInput, service: BillableService, version: TariffVersion): BillInputs {
  if (service.service === 'garbage') return { carts: String(cartsOf(service)) };
  const gallons = service.unmeteredGallons ?? input.usageGallons;
  const usage = { usage_ccf: usageInput(gallons, version.compiled.metadata.billUnit) };
  return input.meterSize === null ? usage : { ...usage, meter_size: input.meterSize };
}

function cartsOf(service: BillableService): number {
  if (service.carts !== null) return service.carts;
  throw new CurbstopError({
    code: 'carts-missing',
    message: 'The garbage service does not say how many carts there are.',
    fix: 'Enter the number of carts on the service.',
  });
}
