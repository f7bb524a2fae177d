import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { Exact, plain } from './exact.js';
import { wholeGallons } from './whole-gallons.js';

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
  let gallons: Sum = { whole: 0, rest: null };
  let days = 0;
  let found = 0;
  for (const period of history) {
    if (found === periods) break;
    const length = period.estimated ? 0 : daysBetween(period.from, period.to);
    if (length <= 0) continue;
    gallons = added(gallons, period.gallons);
    days += length;
    found += 1;
  }
  return found === 0 ? null : { gallons: textOf(gallons), days, periods: found };
}

/** Whole gallons add up exactly as numbers, which is far quicker; what is not whole is added beside them. */
interface Sum {
  readonly whole: number;
  readonly rest: Exact | null;
}

/** So many digits that the sum of all periods there are stays exact. */
const WHOLE = /^\d{1,12}$/;

function added({ whole, rest }: Sum, gallons: string): Sum {
  if (WHOLE.test(gallons)) return { whole: whole + Number(gallons), rest };
  return { whole, rest: (rest ?? new Exact(0)).plus(gallons) };
}

function textOf({ whole, rest }: Sum): string {
  return rest === null ? String(whole) : plain(rest.plus(whole));
}

/** The gallons that a daily use makes in a number of days. */
export function useInDays(daily: Pick<DailyUse, 'gallons' | 'days'>, days: number): Exact {
  return new Exact(daily.gallons).times(days).div(daily.days);
}

/** The same in whole gallons, halves up. Whole numbers are worked out as numbers, exactly and far quicker. */
export function wholeUseInDays(daily: Pick<DailyUse, 'gallons' | 'days'>, days: number): number {
  const doubled = WHOLE.test(daily.gallons) ? 2 * Number(daily.gallons) * days + daily.days : NaN;
  if (!Number.isSafeInteger(doubled)) return wholeGallons(plain(useInDays(daily, days)));
  return Math.floor(doubled / (2 * daily.days));
}

/** The exact daily use of one period, or null when it is unknown, estimated or without days. */
export function dailyUseOf(period: UsagePeriod | null): DailyUse | null {
  return period === null ? null : averageDailyUse([period], 1);
}
