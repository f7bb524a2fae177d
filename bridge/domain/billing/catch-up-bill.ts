import { Decimal } from 'decimal.js';
import { addDays, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, sumCents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { services as serviceOrder, type ServiceName } from '../../contract/services.js';
import type { BillInput, RegisterReadings } from './bill-input.js';
import { segmentDates, splitByDays } from './bill-segments.js';
import type { BilledPeriod, EarlierPeriod } from './billed-period.js';
import { calculateBill } from './calculate-bill.js';
import type { BillCharge, CalculatedBill, ChargeSegment } from './calculated-bill.js';
import type { TariffBook } from './tariff-book.js';

/** The services that an account had in an earlier period, beside what else the period says. */
export interface HeldPeriod extends EarlierPeriod {
  readonly services: BillInput['services'];
}

/**
 * Calculates the bill of an account that runs before left out. Each period is priced by itself, with its own fixed charges,
 * blocks and rates, as if it had been billed then; a charge keeps each as a segment. The periods share the whole use,
 * each having what was counted between the reads at its ends; those with no good read between them go by their days.
 * Throws as {@link calculateBill} does.
 */
export function catchUpBill(input: BillInput, held: readonly HeldPeriod[], tariffs: TariffBook): CalculatedBill {
  // An account that moved out while it was held has no days in the period of the run that bills it.
  const periods = [...held, { ...input, gallonsSinceBill: input.usageGallons }].filter(({ period }) => period.days > 0);
  // Who moved in and out on one day has no days at all.
  if (periods.length === 0) return calculateBill({ ...input, services: (held[0] ?? input).services }, tariffs);
  const gallons = sharedGallons(input.usageGallons, periods);
  let billedTo = input.billedTo;
  let before = 0;
  const bills = periods.map(({ period, billedOn, services }, index) => {
    const usageGallons = gallons[index] ?? 0;
    const registers = registersFor(input, { before, usageGallons }, periods.length);
    const part = { ...input, period, billedOn, services, billedTo, usageGallons, registers };
    billedTo = period.to;
    before += usageGallons;
    return { period, bill: calculateBill(part, tariffs) };
  });
  const charges = serviceOrder.flatMap((service) => chargeOver(service, bills));
  return { charges, totalCents: sumCents(charges.map(({ amountCents }) => amountCents)) };
}

/**
 * What the register showed at the period's beginning and end, where each period has its part of the use.
 * Throws `held-by-readings` where several registers counted.
 */
function registersFor(
  { registers }: BillInput,
  { before, usageGallons }: { readonly before: number; readonly usageGallons: number },
  periods: number,
): readonly RegisterReadings[] {
  const [register, ...others] = registers;
  if (register === undefined || periods === 1) return registers;
  if (others.length > 0) throw heldByReadings();
  const previous = new Decimal(register.previous).plus(before);
  return [{ previous: previous.toFixed(), current: previous.plus(usageGallons).toFixed() }];
}

function heldByReadings(): CurbstopError {
  return new CurbstopError({
    code: 'held-by-readings',
    message: 'Its rates ask for readings, several registers counted, and the bill covers more than one period.',
    fix: 'Bill the earlier period by hand and release the account, or have its rates ask for use.',
  });
}

interface SharingPeriod {
  readonly period: BilledPeriod;
  readonly gallonsSinceBill: number | null;
}

/**
 * Shares the whole use among periods that follow one another. The last one ends with the read that is billed, whatever an
 * earlier read of it said; and of two reads that contradict each other the later one is the good one.
 */
function sharedGallons(whole: number, periods: readonly SharingPeriod[]): number[] {
  const shares: number[] = [];
  let until = whole;
  let days: number[] = [];
  for (let index = periods.length - 1; index >= 0; index--) {
    days = [periods[index]?.period.days ?? 0, ...days];
    const before = index === 0 ? 0 : (periods[index - 1]?.gallonsSinceBill ?? null);
    const isGood = index === 0 || (before !== null && before >= 0 && before <= until);
    if (before === null || !isGood) continue;
    shares.unshift(...splitByDays(until - before, days));
    until = before;
    days = [];
  }
  return shares;
}

interface PeriodBill {
  readonly period: BilledPeriod;
  readonly bill: CalculatedBill;
}

/** A service that the account had in one of the periods only is charged as it is. */
function chargeOver(service: ServiceName, bills: readonly PeriodBill[]): BillCharge[] {
  const parts = bills.flatMap(({ period, bill }) => {
    return bill.charges.filter((charge) => charge.service === service).map((charge) => ({ period, charge }));
  });
  const last = parts.at(-1)?.charge;
  if (last === undefined || parts.length === 1) return last === undefined ? [] : [last];
  const segments = parts.flatMap(({ period, charge }) => segmentsOf(charge, period));
  const charge: BillCharge = {
    ...last,
    inputs: { ...last.inputs, ...wholeUse(parts.map((part) => part.charge)) },
    lines: segments.flatMap(({ lines }) => lines),
    amountCents: sumCents(segments.map(({ amountCents }) => amountCents)),
    segments,
  };
  return [charge];
}

function wholeUse(charges: readonly BillCharge[]): Record<string, string> {
  const used = charges.flatMap(({ inputs }) => inputs['usage_gallons'] ?? []);
  return used.length === 0 ? {} : { usage_gallons: String(used.reduce((sum, gallons) => sum + Number(gallons), 0)) };
}

/** A charge that rates divide has its segments already. */
function segmentsOf(charge: BillCharge, period: BilledPeriod): readonly ChargeSegment[] {
  if (charge.segments.length > 0) return charge.segments;
  const days = { firstDay: firstDayOf(period), lastDay: period.to };
  const dates = segmentDates(days);
  return [
    {
      ...days,
      tariffVersionId: charge.tariffVersionId,
      days: period.days,
      ofDays: null,
      inputs: charge.inputs,
      lines: charge.lines.map((line) => ({ ...line, description: `${line.description}, ${dates}` })),
      amountCents: cents(charge.amountCents),
    },
  ];
}

function firstDayOf({ from }: BilledPeriod): CalendarDate {
  return addDays(from, 1);
}
