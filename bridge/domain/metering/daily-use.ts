import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { Exact, plain } from './exact.js';

/** The use of one past period. */
export interface UsagePeriod {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Exact gallons as decimal text. */
  readonly gallons: string;
  readonly estimated: boolean;
}

/** A daily use, kept as its two exact parts so that nothing is rounded before the end. */
export interface DailyUse {
  readonly gallons: string;
  readonly days: number;
  readonly periods: number;
}

/**
 * The average daily use over the newest periods of a history (newest first). Estimates and periods without days are
 * left out. Null when nothing remains.
 */
export function averageDailyUse(history: readonly UsagePeriod[], periods = 12): DailyUse | null {
  const known = history.filter(({ estimated, from, to }) => !estimated && daysBetween(from, to) > 0).slice(0, periods);
  if (known.length === 0) return null;
  const gallons = known.reduce((sum, period) => sum.plus(period.gallons), new Exact(0));
  const days = known.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0);
  return { gallons: plain(gallons), days, periods: known.length };
}

/** The gallons that a daily use makes in a number of days. */
export function useInDays(daily: Pick<DailyUse, 'gallons' | 'days'>, days: number): Exact {
  return new Exact(daily.gallons).times(days).div(daily.days);
}

/** The exact daily use of one period, or null when it is unknown, estimated or without days. */
export function dailyUseOf(period: UsagePeriod | null): DailyUse | null {
  return period === null ? null : averageDailyUse([period], 1);
}
