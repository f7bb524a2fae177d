import { Decimal } from 'decimal.js';
import type { CalendarDate } from '../../contract/calendar-date.js';

/** How a tariff makes the winter average of the bills. */
export interface WinterAverageRule {
  /** The mean of the bills, or their use a day times `days`. */
  readonly method: 'mean_of_bills' | 'days';
  /** The months of the read dates that count, 1 to 12, over the year's end; December to February where there are none. */
  readonly months: readonly number[];
  /** The days of a billing month, e.g. 30.42. */
  readonly days: Decimal;
}

/** A bill of the account that was posted. */
export interface PastBill {
  /** The read date that ended its period. */
  readonly readOn: CalendarDate;
  readonly days: number;
  readonly gallons: number;
  /** It covers only a part of its run's period: a first or a final bill. */
  readonly isPartial: boolean;
}

const Wide = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN });
const DECIMALS = 12;
const WINTER_MONTHS = [12, 1, 2];

/**
 * The account's winter average as text in the billing unit, exact or to 12 decimals; null where no bill counts, as with a
 * new customer. The bills that count were read in the months of the last winter that was over before the month of
 * `readOn`. A first or a final bill counts by its days; in a mean it would stand for a whole month, and does not count.
 */
export function winterAverage(
  { method, months, days }: WinterAverageRule,
  bills: readonly PastBill[],
  readOn: CalendarDate,
  toBillingUnit: (gallons: number) => string,
): string | null {
  const winter = winterBefore(months.length === 0 ? WINTER_MONTHS : months, monthOf(readOn));
  const counted = bills.filter(
    (bill) => winter.has(monthOf(bill.readOn)) && !(bill.isPartial && method === 'mean_of_bills'),
  );
  const use = new Wide(toBillingUnit(sumOf(counted, ({ gallons }) => gallons)));
  const parts = method === 'days' ? sumOf(counted, (bill) => bill.days) : counted.length;
  if (parts === 0) return null;
  const average = (method === 'days' ? use.times(days) : use).div(parts);
  return average.toDecimalPlaces(DECIMALS).toFixed();
}

function sumOf(bills: readonly PastBill[], value: (bill: PastBill) => number): number {
  return bills.reduce((sum, bill) => sum + value(bill), 0);
}

/** Months since the year 0: 24,311 for December 2025. */
function monthOf(date: CalendarDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** The months of the last winter that was over before a month. Its last month stands before the longest gap. */
function winterBefore(months: readonly number[], readMonth: number): ReadonlySet<number> {
  const inYear = [...new Set(months.map((month) => month - 1))].sort((a, b) => a - b);
  const gaps = inYear.map((month, index) => (inYear[index + 1] ?? (inYear[0] ?? 0) + 12) - month);
  const last = inYear[gaps.indexOf(Math.max(...gaps))] ?? 0;
  const monthBefore = readMonth - 1;
  // A winter of all twelve months is never over: it is then the last twelve.
  const end = inYear.length === 12 ? monthBefore : latest(last, monthBefore);
  return new Set(inYear.map((month) => latest(month, end)));
}

/** The latest month up to `end` that is the given month of its year. */
function latest(month: number, end: number): number {
  return end - ((end - month) % 12);
}
