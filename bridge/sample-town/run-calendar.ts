import { addDays, addMonths, calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { readDate } from '../domain/billing/next-run.js';
import type { TownRun } from './town.js';

export const POSTED_RUNS = 13;
/** The index of the open run, after the posted ones. */
export const OPEN_RUN = POSTED_RUNS;

/** The cycles and the day of the month on which each is read. */
export const cycles = [
  { cycleId: '1', name: 'Cycle 1, north and west', readDay: 5, readingFormat: 'beacon-csv' },
  { cycleId: '2', name: 'Cycle 2, south and east', readDay: 18, readingFormat: 'mvrs-upload' },
] as const;

const BILLING_DAYS = 3;
const DAYS_TO_PAY = 20;

/** Thirteen posted runs and one open run per cycle, the last read on or before the given day, in billing order. */
export function runCalendar(asOf: CalendarDate): TownRun[] {
  const runs = cycles.flatMap((cycle) => cycleRuns(cycle.cycleId, cycle.readDay, asOf));
  return runs.sort((a, b) => (a.billedOn < b.billedOn ? -1 : 1));
}

function cycleRuns(cycleId: string, readDay: number, asOf: CalendarDate): TownRun[] {
  const thisMonth = calendarDate(`${asOf.slice(0, 7)}-01`);
  const last = readDate(thisMonth, readDay) <= asOf ? thisMonth : addMonths(thisMonth, -1);
  return Array.from({ length: POSTED_RUNS + 1 }, (_, index): TownRun => {
    const month = addMonths(last, index - OPEN_RUN);
    const periodTo = readDate(month, readDay);
    const billedOn = addDays(periodTo, BILLING_DAYS);
    return {
      billRunId: `${cycleId}-${periodTo.slice(0, 7)}`,
      cycleId,
      index,
      periodFrom: readDate(addMonths(month, -1), readDay),
      periodTo,
      billedOn,
      dueOn: addDays(billedOn, DAYS_TO_PAY),
      status: index === OPEN_RUN ? 'open' : 'posted',
    };
  });
}
