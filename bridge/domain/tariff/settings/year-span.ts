import type { YearSpan } from './settings.js';

/** Tells whether a day of the year, "MM-DD", is in the span; a span may run over the end of the year. */
export function inYearSpan(day: string, { from, to }: YearSpan): boolean {
  return from <= to ? from <= day && day <= to : day >= from || day <= to;
}
