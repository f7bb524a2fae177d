import { cents, type Cents } from '../../contract/money.js';
import type { BillInputs, CentsBill } from '../tariff/index.js';
import type { BillLine } from './calculated-bill.js';
import type { ClassBilling } from './class-billing.js';

/** A priced line as a bill shows it. */
export function toBillLine({
  line: { component, description, kind },
  cents: amountCents,
}: CentsBill['lines'][number]): BillLine {
  return { component, description, amountCents, ...(kind === 'tax' ? { kind } : {}) };
}

/** Which days of a period a part of it has. */
export interface DaysOfPeriod {
  /** The period's days before the part. */
  readonly daysBefore: number;
  readonly days: number;
}

/** Days whose lines are a share of the whole period's, which has so many days; null where they are priced by themselves. */
export interface SharedDays extends DaysOfPeriod {
  readonly ofDays: number | null;
}

/**
 * Prices a part of a period. With `ofDays` the inputs are of the whole period, and each line is its days' share by
 * {@link shareOfDays}; but for fees, which are charged by their number. Throws TariffError.
 */
export function segmentLines(
  billing: ClassBilling,
  inputs: BillInputs,
  { ofDays, ...part }: SharedDays,
  dates: string,
): BillLine[] {
  const isFee = feeLines(billing, inputs);
  return billing.price(inputs).lines.map((item) => {
    const line = toBillLine(item);
    const isWhole = ofDays === null || isFee(line);
    const amountCents = isWhole ? line.amountCents : shareOfDays(line.amountCents, part, ofDays);
    return { ...line, description: `${line.description}, ${dates}`, amountCents };
  });
}

/** Tells which lines are of fees; a line of another component is none, whatever its kind. Throws TariffError. */
export function feeLines(billing: ClassBilling, inputs: BillInputs): (line: Pick<BillLine, 'component'>) => boolean {
  const components = new Set(billing.fees(inputs).map(({ component }) => component));
  return ({ component }) => components.has(component);
}

/**
 * What the period's days come to up to the end of a part, less what they come to before it, each rounded to the cent,
 * halves away from zero: so the parts' shares of an amount make up just that amount.
 */
export function shareOfDays(amount: Cents, { daysBefore, days }: DaysOfPeriod, ofDays: number): Cents {
  const size = Math.abs(amount);
  const share = firstDays(size, daysBefore + days, ofDays) - firstDays(size, daysBefore, ofDays);
  return cents(amount < 0 ? -share : share);
}

function firstDays(size: number, days: number, ofDays: number): number {
  // Dividing first keeps every product small, so that no whole number is too large to be exact.
  const over = (size % ofDays) * days;
  return Math.floor(size / ofDays) * days + Math.floor((2 * over + ofDays) / (2 * ofDays));
}
