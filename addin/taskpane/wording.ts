import { isCalendarDate } from '../../bridge/contract/calendar-date.js';

const NUMBER = new Intl.NumberFormat('en-US');
const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const MOMENT = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });

/** A whole number with commas: 1204 gives "1,204". */
export function number(value: number): string {
  return NUMBER.format(value);
}

/** A calendar date for a person: "Nov 20, 2026". Text that is no date is given back as it is. */
export function day(text: string): string {
  return isCalendarDate(text) ? DAY.format(new Date(`${text}T00:00:00Z`)) : text;
}

/** A calendar month for a person: "2026-11" gives "Nov 2026". Text that is no month is given back as it is. */
export function month(text: string): string {
  return isCalendarDate(`${text}-01`) ? MONTH.format(new Date(`${text}-01T00:00:00Z`)) : text;
}

/** An instant for a person, in this computer's time zone. Text that is no instant is given back as it is. */
export function moment(text: string): string {
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? text : MOMENT.format(instant);
}

/** A word as it begins a line: "sewer" gives "Sewer". */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
