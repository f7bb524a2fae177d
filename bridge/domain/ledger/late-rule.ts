import { addDays, dateInTimeZone, weekday, type CalendarDate } from '../../contract/calendar-date.js';
import { weekdayNames, type LateRule } from '../../contract/settings/late-rule.js';

/**
 * Tells whether a payment came after its bill was due: on a later day than the last one on which it may come, or on that
 * day after the cut-off, by the utility's clock and to the minute, as a clock shows it: at 16:30:59 a cut-off of 16:30 is
 * still met.
 */
export function isLate(receivedAt: Date, dueOn: CalendarDate, rule: LateRule, timeZone: string): boolean {
  const day = dateInTimeZone(receivedAt, timeZone);
  const last = lastDayToPay(dueOn, rule);
  return day === last ? clockOf(receivedAt, timeZone) > rule.cutOff : day > last;
}

/** The due date, or the next open day where the office is closed on it. */
export function lastDayToPay(dueOn: CalendarDate, { closedDays = {} }: LateRule): CalendarDate {
  const { weekdays = [], holidays = [] } = closedDays;
  const isClosed = (day: CalendarDate) =>
    holidays.includes(day) || weekdays.some((name) => weekdayNames.indexOf(name) === weekday(day));
  let day = dueOn;
  while (isClosed(day)) day = addDays(day, 1);
  return day;
}

function clockOf(instant: Date, timeZone: string): string {
  const known = CLOCKS.get(timeZone);
  if (known) return known.format(instant);
  const shape = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, ...shape });
  CLOCKS.set(timeZone, clock);
  return clock.format(instant);
}

/** A file has thousands of payments, and making a clock takes longer than reading it. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>();
