import { z } from 'zod';
import type { CalendarDate } from '../calendar-date.js';
import { monthOf, monthSchema, type Month } from '../month.js';

/** From one month through another; this month unless told. */
export const monthRangeSchema = z.object({
  fromMonth: monthSchema.optional(),
  throughMonth: monthSchema.optional(),
});
export type MonthRange = z.infer<typeof monthRangeSchema>;

/** The months that are meant: without an end up to this month, without a beginning the last one alone. */
export function monthsMeant(
  { fromMonth, throughMonth }: MonthRange,
  today: CalendarDate,
): { from: Month; through: Month } {
  const through = throughMonth ?? monthOf(today);
  return { from: fromMonth ?? through, through };
}
