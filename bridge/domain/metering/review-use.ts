import { daysBetween } from '../../contract/calendar-date.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import { averageDailyUse, dailyUseOf, useInDays } from './daily-use.js';
import { Exact, plain } from './exact.js';
import { overEstimate } from './over-estimate.js';
import { REVIEW_DEFAULTS, type ReviewInput } from './review-input.js';
import { usageBetween, type NoUsage, type Usage } from './usage.js';

/** The usual use for the days of this read. */
export interface UsualUse {
  readonly days: number;
  /** From the account's own history; null when it has none. */
  readonly own: Exact | null;
  /** How many periods of its own history that is from. */
  readonly periods: number;
  /** From the same season last year; null when unknown. */
  readonly lastYear: Exact | null;
}

/** The usual use for the days since the previous read; null when the dates do not tell the days. */
export function usualUse(input: ReviewInput, thresholds: ReviewThresholds = REVIEW_DEFAULTS): UsualUse | null {
  const { previousDate } = input.expected;
  const { date } = input.returned;
  if (previousDate === null || date === null) return null;
  const days = daysBetween(previousDate, date);
  if (days < 1) return null;
  const own = averageDailyUse(input.history, thresholds.historyPeriods);
  const lastYear = dailyUseOf(input.samePeriodLastYear);
  return {
    days,
    own: own && useInDays(own, days),
    periods: own?.periods ?? 0,
    lastYear: lastYear && useInDays(lastYear, days),
  };
}

/** The larger of the two usual uses, which a high use must exceed; null when neither is known. */
export function upperUsual({ own, lastYear }: UsualUse): Exact | null {
  if (own === null || lastYear === null) return own ?? lastYear;
  return Exact.max(own, lastYear);
}

/** The smaller of the two usual uses, below which a use is low; null when neither is known. */
export function lowerUsual({ own, lastYear }: UsualUse): Exact | null {
  if (own === null || lastYear === null) return own ?? lastYear;
  return Exact.min(own, lastYear);
}

/** The high limit in gallons: above it a use is high, and a rollover is not believed. Null when nothing is usual. */
export function highLimitGallons(usual: UsualUse | null, thresholds: ReviewThresholds = REVIEW_DEFAULTS): Exact | null {
  const upper = usual && upperUsual(usual);
  return upper && Exact.max(upper.times(thresholds.highRatio), thresholds.highAboveGallons);
}

/**
 * The use of a read, by the same rules as its review: so a bill and its review never differ.
 * Null when there is no reading, no previous reading, or the read is of another meter. `usual` is what is usual, where it
 * was worked out already.
 */
export function useOfRead(
  input: ReviewInput,
  thresholds: ReviewThresholds = REVIEW_DEFAULTS,
  usual: UsualUse | null = usualUse(input, thresholds),
): Usage | NoUsage | null {
  const { expected, returned } = input;
  if (returned.reading === null) return null;
  if (returned.meterId !== null && returned.meterId !== expected.meterId) return null;
  if (input.usage) return input.usage;
  if (expected.previousReading === null) return null;
  const tooHigh = overEstimate(input, thresholds);
  if (tooHigh) return tooHigh;
  const highest = highLimitGallons(usual, thresholds);
  return usageBetween(
    { previous: expected.previousReading, current: returned.reading, register: expected.register },
    {
      ...(input.gallonsPerUnit && { gallonsPerUnit: input.gallonsPerUnit }),
      rolloverFrom: thresholds.rolloverFrom,
      highestGallons: highest && plain(highest),
    },
  );
}
