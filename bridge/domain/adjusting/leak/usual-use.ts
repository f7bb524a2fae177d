import { Decimal } from 'decimal.js';
import { daysBetween } from '../../../contract/calendar-date.js';
import type { UsualRule } from '../../../contract/settings/leak-policy.js';
import type { PastUse } from './leak-facts.js';

/** What an account uses when nothing leaks. */
export interface UsualUse {
  /** The bills that were averaged, the oldest first. */
  readonly bills: readonly PastUse[];
  /** Whole gallons for the days of a bill, halves up. */
  readonly gallonsFor: (bill: PastUse) => number;
}

/**
 * The usual use by the last of the bills before a leak, which have no leak credit themselves; null where there are fewer
 * than the rule asks for.
 */
export function usualUse(rule: UsualRule, before: readonly PastUse[]): UsualUse | null {
  const bills = before.slice(-rule.bills);
  if (bills.length < rule.least) return null;
  const total = bills.reduce((sum, { gallons }) => sum + gallons, 0);
  if (rule.by === 'bill') {
    const mean = quotient(total, bills.length);
    return { bills, gallonsFor: () => mean };
  }
  const days = bills.reduce((sum, bill) => sum + daysOf(bill), 0);
  if (days === 0) return null;
  return { bills, gallonsFor: (bill) => quotient(total * daysOf(bill), days) };
}

/** Tells whether a use is so many percent above another one, or more. */
export function isAboveBy(percent: string, gallons: number, usual: number): boolean {
  // A percentage has three decimals at most, so that thousandths of it are whole.
  return gallons > usual && (gallons - usual) * 100_000 >= usual * Math.round(Number(percent) * 1000);
}

/** Halves up. */
function quotient(whole: number, parts: number): number {
  return Math.floor((2 * whole + parts) / (2 * parts));
}

/** Whole gallons, halves up. */
export function wholeGallons(gallons: Decimal): number {
  return gallons.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

function daysOf({ from, readOn }: PastUse): number {
  return daysBetween(from, readOn);
}
