import { CurbstopError, type Issue } from '../../contract/problem.js';
import type { RateClass } from '../../contract/services.js';
import type { BillInput } from '../billing/bill-input.js';
import { calculateBill } from '../billing/calculate-bill.js';
import type { BillCharge, CalculatedBill } from '../billing/calculated-bill.js';
import { catchUpBill, type HeldPeriod } from '../billing/catch-up-bill.js';
import { daysBetween } from '../../contract/calendar-date.js';
import type { TariffBook } from '../billing/tariff-book.js';
import type { PastBill } from '../billing/winter-average.js';
import { readingsInGallons } from '../metering/readings-in-gallons.js';
import type { TypedIn } from './bill-correction.js';
import type { CorrectedPeriod } from './correct-periods.js';
import { billName, type PostedPeriod } from './posted-period.js';

/** A bill that is cancelled and made again. */
export interface RemadeBill extends CorrectedPeriod {
  readonly rateClass: RateClass;
  readonly usageGallons: number;
  readonly bill: CalculatedBill;
}

export interface RemadeBills {
  readonly bills: readonly RemadeBill[];
  readonly issues: readonly Issue[];
}

/**
 * Makes bills again by the tariff versions of their time, the oldest first: those that were asked for, and those after them
 * whose reads, days or winter average are others by that. A bill that comes out as it was is not made again, and where it was
 * asked for that is an issue.
 */
export function remakeBills(periods: readonly CorrectedPeriod[], tariffs: TariffBook): RemadeBills {
  const bills: RemadeBill[] = [];
  const issues: Issue[] = [];
  const asked = periods.flatMap(({ correction }) => correction?.rows[0] ?? [])[0];
  for (const corrected of periods.filter((each) => mayFollow(each))) {
    const made = remake(corrected, bills, tariffs);
    if ('refused' in made) issues.push(notPriced(corrected, made.refused, asked));
    else if (!isAsPosted(made)) {
      if (isAffected(made)) bills.push(made);
    } else if (corrected.correction !== null) issues.push(nothingChanged(corrected.posted, corrected.correction));
  }
  return { bills, issues };
}

type Asked = NonNullable<CorrectedPeriod['correction']>;

/** A bill that nothing was said of and whose reads and days stay can change by its winter average alone. */
function mayFollow({ correction, isMoved, posted }: CorrectedPeriod): boolean {
  return correction !== null || isMoved || posted.charges.some(({ inputs }) => Object.hasOwn(inputs, 'winter_average'));
}

function remake(
  corrected: CorrectedPeriod,
  earlier: readonly RemadeBill[],
  tariffs: TariffBook,
): RemadeBill | { readonly refused: CurbstopError } {
  const input = billInput(corrected, earlier, tariffs);
  const held = heldOf(corrected);
  try {
    const bill = held.length === 0 ? calculateBill(input, tariffs) : catchUpBill(input, held, tariffs);
    return { ...corrected, rateClass: input.rateClass, usageGallons: input.usageGallons, bill };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return { refused: error };
  }
}

function billInput(corrected: CorrectedPeriod, earlier: readonly RemadeBill[], tariffs: TariffBook): BillInput {
  const { posted, correction, reads, period, billedTo } = corrected;
  const { services, meterSize, data } = correction?.isByRecord ? posted.onRecord : posted;
  const lastHeld = posted.held.at(-1);
  const own =
    lastHeld === undefined
      ? period
      : { ...period, from: lastHeld.period.to, days: Math.max(0, daysBetween(lastHeld.period.to, period.to)) };
  return {
    rateClass: correction?.rateClass ?? posted.rateClass,
    period: own,
    billedTo,
    billedOn: posted.billedOn,
    usageGallons: reads.reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0),
    services: servicesOf(services, correction),
    meterSize,
    registers: tariffs.needs('current_reading')
      ? reads.map(({ previousValue, value, register }) => {
          return readingsInGallons(previousValue, value ?? previousValue, register);
        })
      : [],
    data,
    pastBills: correctedPast(posted.pastBills, earlier),
  };
}

function servicesOf(services: BillInput['services'], correction: Asked | null): BillInput['services'] {
  if (correction === null) return services;
  return services.map((service) => ({
    ...service,
    tariffId: correction.tariffs.get(service.service) ?? service.tariffId,
    carts: service.carts === null ? null : (correction.carts ?? service.carts),
  }));
}

/** What was counted up to a period that it was held for is not known any more where its beginning is another. */
function heldOf({ posted, reads, period }: CorrectedPeriod): readonly HeldPeriod[] {
  const [first, ...others] = posted.held;
  if (first === undefined) return [];
  const from = { ...first.period, from: period.from, days: Math.max(0, daysBetween(period.from, first.period.to)) };
  const held = [{ ...first, period: from }, ...others];
  const isSameBeginning = reads.every((read, index) => read.previousValue === posted.reads[index]?.previousValue);
  return isSameBeginning ? held : held.map((each) => ({ ...each, gallonsSinceBill: null }));
}

function correctedPast(past: readonly PastBill[], earlier: readonly RemadeBill[]): PastBill[] {
  const byEnd = new Map(earlier.map((made) => [made.posted.period.to, made]));
  return past.map((bill) => {
    const made = byEnd.get(bill.readOn);
    if (made === undefined) return bill;
    return { ...bill, readOn: made.period.to, days: made.period.days, gallons: made.usageGallons };
  });
}

/** Of the bills that nobody asked for only those are made again that rest on what was corrected before them. */
function isAffected({ correction, isMoved, posted, bill }: RemadeBill): boolean {
  return correction !== null || isMoved || winterAverages(posted.charges) !== winterAverages(bill.charges);
}

function winterAverages(charges: readonly BillCharge[]): string {
  return JSON.stringify(charges.map(({ inputs }) => inputs['winter_average'] ?? null));
}

function isAsPosted({ posted, isMoved, bill, rateClass }: RemadeBill): boolean {
  return !isMoved && rateClass === posted.rateClass && sameCharges(posted.charges, bill.charges);
}

function sameCharges(posted: readonly BillCharge[], made: readonly BillCharge[]): boolean {
  const facts = (charges: readonly BillCharge[]) =>
    charges.map(({ service, tariffVersionId, inputs, amountCents, lines, segments }) => {
      const parts = segments.map((segment) => [
        segment.tariffVersionId,
        segment.firstDay,
        segment.lastDay,
        segment.inputs,
      ]);
      return [service, tariffVersionId, inputs, amountCents, lines.map((line) => line.amountCents), parts];
    });
  return JSON.stringify(facts(posted)) === JSON.stringify(facts(made));
}

function nothingChanged(posted: PostedPeriod, { rows: [row] }: Asked): Issue {
  return {
    ...row,
    column: 'decision',
    code: 'nothing-changed',
    message: `${capital(billName(posted))} comes out as it is: nothing of it was corrected.`,
    fix: 'Type what was wrong, choose rebill once the account data are corrected, or clear the row.',
  };
}

const BY_RECORD = 'Choose rebill as the decision too, so that the bill goes by what is on record then.';

/** Of a bill that follows others it is told with the first of those. */
function notPriced({ posted, correction }: CorrectedPeriod, error: CurbstopError, asked: TypedIn | undefined): Issue {
  return {
    rowKey: '',
    ...(correction?.rows[0] ?? asked),
    column: 'decision',
    code: error.code,
    message: `${capital(billName(posted))} can't be made again: ${error.message}`,
    fix: correction?.isByRecord === false ? `${error.fix} ${BY_RECORD}` : error.fix,
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
