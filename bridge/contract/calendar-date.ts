import { z } from 'zod';

/** A calendar date in the utility's time zone, as ISO text: "2026-11-23". */
export type CalendarDate = string & { readonly brand: 'calendar-date' };

const DAY_MS = 86_400_000;

export const calendarDateSchema = z
  .string()
  .refine(isCalendarDate, { message: 'must be a real date written as YYYY-MM-DD' })
  .transform((text) => text);

/** Tells whether the text is a real date written as YYYY-MM-DD. */
export function isCalendarDate(text: string): text is CalendarDate {
  return epochOf(text) !== null;
}

/** Brands text as a calendar date. Throws a RangeError when it is not a real date. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`"${text}" is not a real date written as YYYY-MM-DD.`);
  return text;
}

/** Whole days from one date to another; negative when the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((epoch(to) - epoch(from)) / DAY_MS);
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpoch(epoch(date) + days * DAY_MS);
}

/** The date so many days after 1970-01-01. */
export function dateOfDay(day: number): CalendarDate {
  return fromEpoch(day * DAY_MS);
}

/** The date so many months later; the day is held within the month's length. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return fromEpoch(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, length)));
}

/** The last of some dates. */
export function latest(dates: readonly [CalendarDate, ...CalendarDate[]]): CalendarDate {
  return dates.reduce((last, date) => (date > last ? date : last));
}

/** The day of the week: 0 is Sunday, 6 is Saturday. */
export function weekday(date: CalendarDate): number {
  return new Date(epoch(date)).getUTCDay();
}

/** The calendar date of an instant in a time zone such as "America/Chicago". */
export function dateInTimeZone(instant: Date, timeZone: string): CalendarDate {
  const parts = dateFormat(timeZone).formatToParts(instant);
  const part = (wanted: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === wanted)?.value;
  return calendarDate(`${part('year')}-${part('month')}-${part('day')}`);
}

/** Making a format takes longer than hundreds of uses of it. */
const DATE_FORMATS = new Map<string, Intl.DateTimeFormat>();

function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const known = DATE_FORMATS.get(timeZone);
  if (known) return known;
  const shape = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', numberingSystem: 'latn', ...shape });
  DATE_FORMATS.set(timeZone, format);
  return format;
}

/** Books have few different dates and ask for each of them over and over; so many are remembered. */
const REMEMBERED_MAX = 10_000;
const EPOCHS = new Map<string, number>();
const DATES = new Map<number, CalendarDate>();

function epoch(date: CalendarDate): number {
  return epochOf(date) ?? Number.NaN;
}

/** The midnight, in UTC, that a real date begins with; null for any other text. */
function epochOf(text: string): number | null {
  const known = EPOCHS.get(text);
  if (known !== undefined) return known;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(text)) return null;
  remember(EPOCHS, text, instant.getTime());
  return instant.getTime();
}

function fromEpoch(milliseconds: number): CalendarDate {
  const known = DATES.get(milliseconds);
  if (known !== undefined) return known;
  const date = new Date(milliseconds).toISOString().slice(0, 10) as CalendarDate;
  remember(DATES, milliseconds, date);
  return date;
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): void {
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(key, value);
}
