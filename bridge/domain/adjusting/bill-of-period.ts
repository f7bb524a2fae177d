import type { CalendarDate } from '../../contract/calendar-date.js';
import { counted } from '../../contract/counted.js';
import { centsToDollars, type Cents } from '../../contract/money.js';
import { monthOf, type Month } from '../../contract/month.js';
import { refusal, type AdjustmentRefusal } from './worked-out.js';

/** A bill that stands, by what a month finds it by. */
export interface DatedBill {
  readonly billNumber: number;
  readonly billedOn: CalendarDate;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly totalCents: Cents;
}

/**
 * The bill of an account that a month names: the one whose period ends or whose date is in it. Where that is none or more
 * than one, nothing is guessed: gives why, with the bills that there are.
 */
export function billOfPeriod(month: Month, accountId: string, bills: readonly DatedBill[]): number | AdjustmentRefusal {
  const found = bills.filter(({ billedOn, periodTo }) => monthOf(billedOn) === month || monthOf(periodTo) === month);
  const [bill] = found;
  if (bill !== undefined && found.length === 1) return bill.billNumber;
  if (bill === undefined) {
    const message = `Account ${accountId} has no bill whose period ends or whose date is in ${month}.`;
    return refusal('bill', 'no-bill-of-period', message, nearest(month, bills));
  }
  const named = found.map(spoken).join('; ');
  const message = `Account ${accountId} has ${counted(found.length, 'bill')} of ${month}: ${named}.`;
  const numbers = found.map(({ billNumber }) => billNumber).join(' or ');
  return refusal('bill', 'bills-of-period', message, `Type the number of the one that you mean: ${numbers}.`);
}

function nearest(month: Month, bills: readonly DatedBill[]): string {
  const sorted = bills.toSorted((a, b) => (a.periodTo < b.periodTo ? -1 : 1));
  const after = sorted.find(({ periodTo }) => monthOf(periodTo) > month);
  const before = sorted.findLast(({ periodTo }) => monthOf(periodTo) < month);
  const near = [before, after].flatMap((bill) => (bill === undefined ? [] : spoken(bill)));
  if (near.length === 0) return 'Clear the cell, or check the account number.';
  return `Type another month or a number; the nearest: ${near.join('; ')}.`;
}

function spoken({ billNumber, billedOn, periodFrom, periodTo, totalCents }: DatedBill): string {
  return `${billNumber} of ${billedOn}, for ${periodFrom} to ${periodTo}, ${centsToDollars(totalCents)}`;
}
