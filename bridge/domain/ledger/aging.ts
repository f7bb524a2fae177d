import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';

/** How long an item is past due on a day: not yet, 1 to 30 days, 31 to 60, 61 to 90, or more than 90. */
export const agingBands = ['notDue', 'days1', 'days31', 'days61', 'over90'] as const;
export type AgingBand = (typeof agingBands)[number];
export type AgedCents = Readonly<Record<AgingBand, Cents>>;

/** What is open of the charges that fall due on a day. */
export interface OpenAmount {
  readonly dueOn: CalendarDate;
  readonly openCents: Cents;
}

/** An item is past due from the day after its due date on. */
export function agingBand(dueOn: CalendarDate, asOf: CalendarDate): AgingBand {
  const days = daysBetween(dueOn, asOf);
  if (days <= 0) return 'notDue';
  if (days <= 30) return 'days1';
  if (days <= 60) return 'days31';
  return days <= 90 ? 'days61' : 'over90';
}

/** Open amounts by how long they are past due on a day. */
export function ageAmounts(amounts: Iterable<OpenAmount>, asOf: CalendarDate): AgedCents {
  const sums = { notDue: 0, days1: 0, days31: 0, days61: 0, over90: 0 };
  for (const { dueOn, openCents } of amounts) sums[agingBand(dueOn, asOf)] += openCents;
  return {
    notDue: cents(sums.notDue),
    days1: cents(sums.days1),
    days31: cents(sums.days31),
    days61: cents(sums.days61),
    over90: cents(sums.over90),
  };
}

/** All that is open, whatever its age. */
export function totalOfAged(aged: AgedCents): Cents {
  return cents(agingBands.reduce((sum, band) => sum + aged[band], 0));
}
