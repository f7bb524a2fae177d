import type { CalendarDate } from '../../contract/calendar-date.js';
import { monthName } from '../../contract/long-date.js';
import { centsToDollars, type Cents } from '../../contract/money.js';

/** "Oct 8" */
export function shortDate(date: CalendarDate): string {
  return `${shortMonth(date)} ${Number(date.slice(8))}`;
}

/** "Oct" */
export function shortMonth(date: CalendarDate): string {
  return monthName(date).slice(0, 3);
}

/** "Sep 7 to Oct 5, 2026", with both years where they differ. */
export function period(from: CalendarDate, to: CalendarDate): string {
  const year = from.slice(0, 4) === to.slice(0, 4) ? '' : `, ${from.slice(0, 4)}`;
  return `${shortDate(from)}${year} to ${shortDate(to)}, ${to.slice(0, 4)}`;
}

/** "9,070" */
export function grouped(number: number | string): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "$1,234.56", and "−$5.00" with a minus sign, as print has it. */
export function dollars(amount: Cents): string {
  return centsToDollars(amount).replace('-', '\u2212');
}
