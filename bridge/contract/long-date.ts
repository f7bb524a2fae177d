import type { CalendarDate } from './calendar-date.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'].concat(
  ...['July', 'August', 'September', 'October', 'November', 'December'],
);

/** "October 8, 2026" */
export function longDate(date: CalendarDate): string {
  return `${monthName(date)} ${Number(date.slice(8))}, ${date.slice(0, 4)}`;
}

/** "October" */
export function monthName(date: CalendarDate): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}
