import { z } from 'zod';
import { calendarDateSchema, type CalendarDate } from '../calendar-date.js';
import { CurbstopError } from '../problem.js';

/** From one day through another; without a beginning from the first day of the books, without an end to now. */
export const dayRangeSchema = z.object({ from: calendarDateSchema.optional(), to: calendarDateSchema.optional() });
export type DayRange = z.infer<typeof dayRangeSchema>;

/** The days as a person reads them, e.g. "from 2026-01-01 to now". Throws `dates-crossed`. */
export function dayRangeText({ from, to }: DayRange): string {
  if (from !== undefined && to !== undefined && from > to) throw datesCrossed(from, to);
  return `${from === undefined ? 'from the beginning' : `from ${from}`} ${to === undefined ? 'to now' : `to ${to}`}`;
}

function datesCrossed(from: CalendarDate, to: CalendarDate): CurbstopError {
  return new CurbstopError({
    code: 'dates-crossed',
    message: `The first day, ${from}, is after the last, ${to}.`,
    fix: 'Exchange them, or leave one out.',
  });
}
