import { daysBetween } from '../../contract/calendar-date.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import { averageDailyUse, dailyUseOf, useInDays, wholeUseInDays, type DailyUse } from './daily-use.js';
import { Exact, plain } from './exact.js';
import { overEstimate } from './over-estimate.js';
import { REVIEW_DEFAULTS, type ReviewInput } from './review-input.js';
import { usageBetween, type NoUsage, type Usage } from './usage.js';

/** The usual use for the days of this read. */
export class UsualUse {
  readonly days: number;
  /** How many periods of its own history there are. */
  readonly periods: number;
  readonly #own: DailyUse | null;
  readonly #lastYear: DailyUse | null;

  constructor(days: number, own: DailyUse | null, lastYear: DailyUse | null) {
    this.days = days;
    this.periods = own?.periods ?? 0;
    this.#own = own;
    this.#lastYear = lastYear;
  }

  /** From the account's own history; null when it has none. */
  get own(): Exact | null {
    return this.#own && useInDays(this.#own, this.days);
  }

  /** From the same season last year; null when unknown. */
  get lastYear(): Exact | null {
    return this.#lastYear && useInDays(this.#lastYear, this.days);
  }

  /** Whole gallons from its own history, else from last year; null when neither is known. */
  get wholeGallons(): number | null {
    const daily = this.#own ?? this.#lastYear;
    return daily && wholeUseInDays(daily, this.days);
  }

  /**
   * Tells quickly, by binary numbers and with room to spare, that a use is neither high nor low: most are. What is near a
   * bound or beyond it is never told to be ordinary, and is then judged exactly.
   */
  isOrdinary(gallons: number, { highRatio, lowRatio }: ReviewThresholds): boolean {
    const levels = [this.#own, this.#lastYear].flatMap((daily) => {
      return daily === null ? [] : [(Number(daily.gallons) * this.days) / daily.days];
    });
    if (levels.length === 0) return false;
    const high = Math.max(...levels) * Number(highRatio) * 0.999;
    return gallons < high && gallons > Math.min(...levels) * Number(lowRatio) * 1.001;
  }
}

/** What the usual use rests on. */
interface UsualInput extends Pick<ReviewInput, 'history' | 'samePeriodLastYear'> {
  readonly expected: Pick<ReviewInput['expected'], 'previousDate'>;
  readonly returned: Pick<ReviewInput['returned'], 'date'>;
}

/** The usual use for the days since the previous read; null when the dates do not tell the days. */
export function usualUse(input: UsualInput, thresholds: ReviewThresholds = REVIEW_DEFAULTS): UsualUse | null {
  const { previousDate } = input.expected;
  const { date } = input.returned;
  if (previousDate === null || date === null) return null;
  const days = daysBetween(previousDate, date);
  if (days < 1) return null;
  return new UsualUse(
    days,
    averageDailyUse(input.history, thresholds.historyPeriods),
    dailyUseOf(input.samePeriodLastYear),
  );
}

type Levels = Pick<UsualUse, 'own' | 'lastYear'>;

/** The larger of the two usual uses, which a high use must exceed; null when neither is known. */
export function upperUsual({ own, lastYear }: Levels): Exact | null {
  if (own === null || lastYear === null) return own ?? lastYear;
  return Exact.max(own, lastYear);
}

/** The smaller of the two usual uses, below which a use is low; null when neither is known. */
export function lowerUsual({ own, lastYear }: Levels): Exact | null {
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
  return usageBetween(
    { previous: expected.previousReading, current: returned.reading, register: expected.register },
    {
      ...(input.gallonsPerUnit && { gallonsPerUnit: input.gallonsPerUnit }),
      rolloverFrom: thresholds.rolloverFrom,
      highestGallons: () => {
        const highest = highLimitGallons(usual, thresholds);
        return highest && plain(highest);
      },
    },
  );
}
