import { type CalendarDate, isCalendarDate } from '../../../contract/calendar-date.js';
import { TariffError } from '../../../contract/tariff-document.js';
import type { BillInputs } from '../expression/class-scope.js';

/** A date of the data, e.g. read_date; null where they give none. Throws TariffError "wrong-date". */
export function inputDate(inputs: BillInputs, name: string): CalendarDate | null {
  const given = Object.hasOwn(inputs, name) ? inputs[name]?.trim() : undefined;
  if (given === undefined || given === '') return null;
  if (isCalendarDate(given)) return given;
  throw new TariffError({
    code: 'wrong-date',
    what: `${name} is "${given.slice(0, 40)}", which is not a date`,
    fix: 'Write dates as 2026-02-15.',
    at: null,
  });
}

/** The day of the year, "MM-DD", of the data's read date. Throws TariffError: read-date-missing, wrong-date. */
export function readDay(inputs: BillInputs, why: string): string {
  return neededReadDate(inputs, why).slice(5);
}

/** The data's read date. Throws TariffError: read-date-missing, wrong-date. */
export function neededReadDate(inputs: BillInputs, why: string): CalendarDate {
  const date = inputDate(inputs, 'read_date');
  if (date !== null) return date;
  throw new TariffError({
    code: 'read-date-missing',
    what: `${why} needs the read date, and the data give none`,
    fix: 'Give read_date with the account’s data, as 2026-02-15.',
    at: null,
    missing: 'read_date',
  });
}
