import { z } from 'zod';
import { addDays, addMonths, calendarDate, type CalendarDate } from './calendar-date.js';

/** A calendar month as ISO text: "2026-11". */
export type Month = string & { readonly brand: 'month' };

/** Far more months than any report is asked for. */
const MONTHS_MAX = 1_200;

export const monthSchema = z
  .string()
  .refine(isMonth, { message: 'must be a month written as YYYY-MM' })
  .transform((text) => text);

/** Tells whether the text is a month written as YYYY-MM. */
export function isMonth(text: string): text is Month {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function monthOf(date: CalendarDate): Month {
  return date.slice(0, 7) as Month;
}

export function firstDayOf(month: Month): CalendarDate {
  return calendarDate(`${month}-01`);
}

export function lastDayOf(month: Month): CalendarDate {
  return addDays(addMonths(firstDayOf(month), 1), -1);
}

/** Every month from one to another, both included; none when the second is earlier. Throws a RangeError for a century. */
export function monthsBetween(from: Month, through: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= through; month = monthOf(addMonths(firstDayOf(month), 1))) {
    if (months.length === MONTHS_MAX) throw new RangeError(`From ${from} to ${through} are too many months.`);
    months.push(month);
  }
  return months;
}
