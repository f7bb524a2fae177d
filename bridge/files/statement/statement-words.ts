import type { CalendarDate } from '../../contract/calendar-date.js';
import { centsToDollars, type Cents } from '../../contract/money.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'].concat(
  ...['July', 'August', 'September', 'October', 'November', 'December'],
);

/** "October 8, 2026" */
export function longDate(date: CalendarDate): string {
  return `${monthOf(date)} ${Number(date.slice(8))}, ${date.slice(0, 4)}`;
}

/** "Oct 8" */
export function shortDate(date: CalendarDate): string {
  return `${shortMonth(date)} ${Number(date.slice(8))}`;
}

/** "Oct" */
export function shortMonth(date: CalendarDate): string {
  return monthOf(date).slice(0, 3);
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

function monthOf(date: CalendarDate): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}

/** "$1,234.56", and "−$5.00" with a minus sign, as print has it. */
export function dollars(amount: Cents): string {
  return centsToDollars(amount).replace('-', '\u2212');
}
