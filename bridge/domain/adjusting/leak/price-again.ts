import { Decimal } from 'decimal.js';
import { cents, centsToDecimalText, decimalTextToCents, sumCents, type Cents } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';
import { isFee } from '../../billing/account-data.js';
import type { BillLine } from '../../billing/calculated-bill.js';
import { classBilling } from '../../billing/class-billing.js';
import { segmentLines, toBillLine } from '../../billing/segment-lines.js';
import type { BillInputs } from '../../tariff/index.js';
import type { BilledCharge, BilledPart } from './leak-facts.js';
import { wholeGallons } from './usual-use.js';

/** A service's charge, its tax apart. */
export interface PricedService {
  readonly service: Cents;
  readonly tax: Cents;
}

/** The use that charges are priced for again, of the use that they were billed for. */
export interface UseShare {
  readonly gallons: number;
  readonly billed: number;
}

/**
 * Prices the charges of a bill again for another use, by the versions and everything else that they were billed by; fees
 * are left out. A charge in parts shares the use as it was billed, each part rounded to whole gallons, halves up. What a
 * service takes of the water bill is taken of the water bill that this makes. Throws TariffError.
 */
export function priceForUse(
  charges: readonly BilledCharge[],
  share: UseShare,
): ReadonlyMap<ServiceName, PricedService> {
  const priced = new Map<ServiceName, PricedService>();
  const water = charges.find(({ service }) => service === 'water');
  for (const charge of water === undefined ? charges : [water, ...charges.filter((each) => each !== water)]) {
    const waterNow = priced.get('water');
    const bill =
      water === undefined || waterNow === undefined ? null : { billed: water.amountCents, now: sumOf(waterNow) };
    const lines = charge.parts.flatMap((part) => partLines(part, inputsFor(part.inputs, share, bill)));
    priced.set(charge.service, byNature(lines));
  }
  return priced;
}

/** What the charge comes to by what it keeps, with its fees: the amount that was billed, where the books are whole. */
export function repeatedAmount({ parts }: BilledCharge): Cents {
  return sumCents(parts.flatMap((part) => partLines(part, part.inputs)).map(({ amountCents }) => amountCents));
}

function sumOf({ service, tax }: PricedService): Cents {
  return cents(service + tax);
}

interface WaterBill {
  readonly billed: Cents;
  readonly now: Cents;
}

/** A fee is charged whatever was used. */
function inputsFor(inputs: BillInputs, share: UseShare, water: WaterBill | null): BillInputs {
  const kept = Object.entries(inputs).filter(([name]) => !isFee(name));
  return {
    ...Object.fromEntries(kept),
    ...use(inputs, share),
    ...readings(inputs, share),
    ...waterBill(inputs, water),
  };
}

function use({ usage_gallons: gallons }: BillInputs, share: UseShare): BillInputs {
  return gallons === undefined ? {} : { usage_gallons: shareOf(gallons, share).toFixed() };
}

/** The registers stop earlier, each by its share. */
function readings({ previous_reading: previous, current_reading: current }: BillInputs, share: UseShare): BillInputs {
  if (previous === undefined || current === undefined) return {};
  const before = previous.trim().split(/\s+/);
  const after = current
    .trim()
    .split(/\s+/)
    .map((reading, index) => {
      const from = new Decimal(before[index] ?? 0);
      return from.plus(shareOf(new Decimal(reading).minus(from), share)).toFixed();
    });
  return { current_reading: after.join(' ') };
}

/** A part takes of the new water bill as much as it took of the one that was billed. */
function waterBill({ water_bill: text }: BillInputs, water: WaterBill | null): BillInputs {
  const taken = text === undefined ? null : decimalTextToCents(text);
  if (taken === null || water === null || water.billed === 0) return {};
  const now = new Decimal(taken).times(water.now).div(water.billed).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  return { water_bill: centsToDecimalText(cents(now.toNumber())) };
}

function shareOf(amount: Decimal.Value, { gallons, billed }: UseShare): Decimal {
  if (gallons === billed) return new Decimal(amount);
  const exact = billed === 0 ? new Decimal(0) : new Decimal(amount).times(gallons).div(billed);
  return new Decimal(wholeGallons(exact));
}

function partLines({ version, rateClass, days }: BilledPart, inputs: BillInputs): BillLine[] {
  const billing = classBilling(version.compiled, rateClass);
  return days === null ? billing.price(inputs).lines.map(toBillLine) : segmentLines(billing, inputs, days, '');
}

function byNature(lines: readonly BillLine[]): PricedService {
  const of = (isTax: boolean) =>
    sumCents(lines.filter(({ kind }) => (kind === 'tax') === isTax).map(({ amountCents }) => amountCents));
  return { service: of(false), tax: of(true) };
}
