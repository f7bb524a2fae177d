import {
  addDays,
  addMonths,
  calendarDate,
  daysBetween,
  weekday,
  type CalendarDate,
} from '../../contract/calendar-date.js';

export interface RunDates {
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

/** The dates of the run after this one: read a month later, billed and due after as many days as this one. */
export function nextRunDates(run: RunDates, readDay: number): RunDates {
  const nextMonth = addMonths(calendarDate(`${run.periodTo.slice(0, 7)}-01`), 1);
  const periodTo = readDate(nextMonth, readDay);
  const billedOn = addDays(periodTo, daysBetween(run.periodTo, run.billedOn));
  return {
    periodFrom: run.periodTo,
    periodTo,
    billedOn,
    dueOn: addDays(billedOn, daysBetween(run.billedOn, run.dueOn)),
  };
}

/** The same dates, billed on a day or later, and due after as many days as they were. */
export function billedFrom(dates: RunDates, day: CalendarDate): RunDates {
  const late = Math.max(0, daysBetween(dates.billedOn, day));
  return { ...dates, billedOn: addDays(dates.billedOn, late), dueOn: addDays(dates.dueOn, late) };
}

const TO_MONDAY: Readonly<Record<number, number>> = { 0: 1, 6: 2 };
const TO_FRIDAY: Readonly<Record<number, number>> = { 0: -2, 6: -1 };

/**
 * Readers walk on weekdays: a weekend's reads are taken on the Monday, or on the Friday where the Monday is in another
 * month, so that no month goes without its run. `monthStart` is the first of the month.
 */
export function readDate(monthStart: CalendarDate, readDay: number): CalendarDate {
  const day = addDays(monthStart, readDay - 1);
  const monday = addDays(day, TO_MONDAY[weekday(day)] ?? 0);
  return monday.slice(0, 7) === day.slice(0, 7) ? monday : addDays(day, TO_FRIDAY[weekday(day)] ?? 0);
}
