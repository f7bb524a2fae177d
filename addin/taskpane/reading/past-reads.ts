import type { PastRead, ReadReply } from '../../../bridge/contract/api.js';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { groupBy } from '../../../bridge/contract/group-by.js';
import { day, number } from '../wording.js';
import { words } from '../words.js';

/** A bar of the chart: the use of one period. */
export interface UseBar {
  /** "Nov 25", the month and year of the read; its date where another is of that month. The chart keeps one bar of a name. */
  readonly name: string;
  readonly gallons: number;
  readonly kind: 'now' | 'read' | 'estimated';
  /** For who does not see the chart. */
  readonly text: string;
}

const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', year: '2-digit', timeZone: 'UTC' });
const DATE = new Intl.DateTimeFormat('en-US', { month: 'numeric', day: 'numeric', year: '2-digit', timeZone: 'UTC' });

/** The uses of past periods, the oldest first, and that of the read under review at the end. */
export function barsOfUse({ past, readOn, gallons }: ReadReply): UseBar[] {
  const bars = barsOfPast(past);
  if (readOn === null || gallons === null) return bars;
  const name = words.reading.thisPeriod;
  return [...bars, { name, gallons, kind: 'now', text: words.reading.bar(day(readOn), gallons) }];
}

/** The uses of past periods, the oldest first. */
export function barsOfPast(past: readonly PastRead[]): UseBar[] {
  const months = groupBy(past, ({ readOn }) => monthOf(readOn));
  return past.toReversed().map((read) => pastBar(read, months.get(monthOf(read.readOn))?.length === 1));
}

function pastBar({ readOn, gallons, estimated }: PastRead, isAloneInMonth: boolean): UseBar {
  const text = words.reading.bar(day(readOn), gallons);
  return {
    name: (isAloneInMonth ? MONTH : DATE).format(new Date(`${readOn}T00:00:00Z`)),
    gallons,
    kind: estimated ? 'estimated' : 'read',
    text: estimated ? `${text}, ${words.reading.estimated}` : text,
  };
}

function monthOf(date: CalendarDate): string {
  return date.slice(0, 7);
}

/** The past reads as rows of a table, the newest first: date, reading, days, gallons. */
export function pastRows(past: readonly PastRead[]): string[][] {
  return past.map(({ readOn, reading, days, gallons, estimated }) => [
    estimated ? `${day(readOn)}, ${words.reading.estimated}` : day(readOn),
    // A reading is what the dials show, not an amount.
    reading === null ? '' : String(reading),
    number(days),
    number(gallons),
  ]);
}
