import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';

/** The days that a bill covers: those after `from` up to and with `to`. */
export interface BilledPeriod {
  /** The date of the read before, or the move-in; its day belongs to the bill before. */
  readonly from: CalendarDate;
  /** The read date, or the move-out. */
  readonly to: CalendarDate;
  readonly days: number;
  /** The days of the run's whole period; more than `days` on a first or a final bill. */
  readonly fullDays: number;
}

/** A period that a run before left an account out of, and that is billed with the account's next bill. */
export interface EarlierPeriod {
  readonly period: BilledPeriod;
  /** The bill date of the run that left it out, by which what is billed in advance is priced. */
  readonly billedOn: CalendarDate;
  /**
   * Gallons through the account's meters from its last bill to the period's end, those of periods held before among them;
   * null where its read was not settled.
   */
  readonly gallonsSinceBill: number | null;
}

/** The period of a run's ordinary bills. It is made once for all of them. */
export function fullPeriod(from: CalendarDate, to: CalendarDate): BilledPeriod {
  const days = daysBetween(from, to);
  return { from, to, days, fullDays: days };
}

/** The days of periods that follow one another, as one. */
export function coveredPeriod(earlier: readonly BilledPeriod[], own: BilledPeriod): BilledPeriod {
  const [first] = earlier;
  if (first === undefined) return own;
  return { ...own, from: first.from, days: Math.max(0, daysBetween(first.from, own.to)) };
}

/** The part of the period in which an account was open; the period itself where it was open throughout. */
export function partOfPeriod(
  period: BilledPeriod,
  openedOn: CalendarDate | null,
  closedOn: CalendarDate | null,
): BilledPeriod {
  const from = openedOn !== null && openedOn > period.from ? openedOn : period.from;
  const to = closedOn !== null && closedOn < period.to ? closedOn : period.to;
  if (from === period.from && to === period.to) return period;
  return { from, to, days: Math.max(0, daysBetween(from, to)), fullDays: period.fullDays };
}

/**
 * The period of an account's bill that goes on from its last one. That ended where this run's period begins, unless the
 * stop came from another cycle: then the bill covers more days than the run's others, or fewer.
 */
export function goingOnFrom(period: BilledPeriod, billedTo: CalendarDate): BilledPeriod {
  if (billedTo === period.from) return period;
  return { ...period, from: billedTo, days: Math.max(0, daysBetween(billedTo, period.to)) };
}
