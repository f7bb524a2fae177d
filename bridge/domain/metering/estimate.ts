import { daysBetween } from '../../contract/calendar-date.js';
import { averageDailyUse, dailyUseOf, useInDays, type DailyUse, type UsagePeriod } from './daily-use.js';
import { Exact, plain, spoken } from './exact.js';
import { capacityOf, countSize, GALLONS_PER_UNIT, readingText, readingValue } from './register.js';
import type { GallonsPerUnit, Register } from './register.js';

export interface EstimateInput {
  /** The days to estimate for; at least 1. */
  readonly days: number;
  readonly samePeriodLastYear: UsagePeriod | null;
  /** Newest first. */
  readonly history: readonly UsagePeriod[];
  /** How many periods of the history make the trailing average; 12 unless told. */
  readonly trailingPeriods?: number;
  /** The daily use of an account of this class. */
  readonly classAverage: Pick<DailyUse, 'gallons' | 'days'> | null;
}

export interface Estimate {
  /** Whole gallons, as text. */
  readonly gallons: string;
  readonly basis: 'same-period-last-year' | 'trailing-average' | 'class-average';
  /** The basis in words and numbers, for the bill's explanation. */
  readonly words: string;
}

/**
 * Estimates a use: the same period last year, else the trailing average, else the class average; each per day, times
 * the days, rounded half up to whole gallons. Null when none is known.
 */
export function estimateUse(input: EstimateInput): Estimate | null {
  if (!Number.isInteger(input.days) || input.days < 1) throw new RangeError(`${input.days} is no number of days.`);
  const lastYear = dailyUseOf(input.samePeriodLastYear);
  if (lastYear) return estimate(lastYear, input.days, 'same-period-last-year', 'the same period last year');
  const trailing = averageDailyUse(input.history, input.trailingPeriods);
  if (trailing) {
    const which = trailing.periods === 1 ? 'the last period' : `the last ${trailing.periods} periods`;
    return estimate(trailing, input.days, 'trailing-average', which);
  }
  const { classAverage } = input;
  if (!classAverage || classAverage.days < 1) return null;
  return estimate(classAverage, input.days, 'class-average', 'the average of the class');
}

/** The reading that an estimated use leads to, whole counts, and the gallons that this reading stands for. */
export interface EstimatedReading {
  readonly reading: string;
  readonly gallons: string;
}

/** Turns an estimated use into a reading; null when the previous reading is no number of this register. */
export function estimatedReading(
  previous: string,
  gallons: string,
  register: Register,
  gallonsPerUnit: GallonsPerUnit = GALLONS_PER_UNIT,
): EstimatedReading | null {
  const start = readingValue(previous, register);
  const capacity = capacityOf(register);
  if (start === null || start.gte(capacity)) return null;
  const size = countSize(register, gallonsPerUnit);
  const counts = new Exact(gallons).div(size).toDecimalPlaces(register.decimals, Exact.ROUND_HALF_UP);
  return { reading: readingText(start.plus(counts).mod(capacity), register), gallons: plain(counts.times(size)) };
}

/**
 * Finds the period of about a year ago: the one whose end is nearest to a year before, within 20 days.
 * `yearAgo` is that day. Null when the history does not reach back.
 */
export function samePeriodLastYear(history: readonly UsagePeriod[], yearAgo: UsagePeriod['to']): UsagePeriod | null {
  let best: UsagePeriod | null = null;
  let nearest = NEAR_DAYS + 1;
  for (const period of history) {
    const distance = period.estimated ? nearest : Math.abs(daysBetween(period.to, yearAgo));
    if (distance < nearest) [best, nearest] = [period, distance];
  }
  return best;
}

/** A period that ends farther from the day than this is another one. */
const NEAR_DAYS = 20;

function estimate(
  daily: Pick<DailyUse, 'gallons' | 'days'>,
  days: number,
  basis: Estimate['basis'],
  which: string,
): Estimate {
  const gallons = useInDays(daily, days).toDecimalPlaces(0, Exact.ROUND_HALF_UP);
  const from = `${spoken(daily.gallons)} gallons in ${daily.days} days`;
  const words = `Estimated from ${which}: ${from}, times ${days} days = ${spoken(gallons)} gallons.`;
  return { gallons: plain(gallons), basis, words };
}
