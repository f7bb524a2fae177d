import { addDays, addMonths, type CalendarDate } from '../../contract/calendar-date.js';
import type { ReadException } from '../../contract/metering.js';
import { plain } from './exact.js';
import type { DailyUse, UsagePeriod } from './daily-use.js';
import { estimatedReading, estimateUse, samePeriodLastYear } from './estimate.js';
import type { ExpectedRead, ReturnedRead, ReviewInput } from './review-input.js';
import { reviewRead } from './review-read.js';
import { upperUsual, useOfRead, usualUse } from './review-use.js';
import { wholeGallons } from './whole-gallons.js';

/** Everything that a decision on one read rests on. */
export interface ReadFacts {
  readonly expected: ExpectedRead & { readonly previousReading: string; readonly previousDate: CalendarDate };
  readonly returned: ReturnedRead;
  /** True once anything came from the field for this read, a reading or only word that there is none. */
  readonly cameBack: boolean;
  readonly today: CalendarDate;
  /** The day on which the period ends. */
  readonly periodTo: CalendarDate;
  /** Newest first. */
  readonly history: readonly UsagePeriod[];
  readonly classAverage: Pick<DailyUse, 'gallons' | 'days'> | null;
}

/** Days before and after the period's end in which a read belongs to it. */
const WINDOW_DAYS = 10;

/** The facts as the review wants them. */
export function reviewInputOf(facts: ReadFacts): ReviewInput {
  const { expected, returned, today, periodTo, history } = facts;
  const estimatesInARow = history.findIndex((period) => !period.estimated);
  return {
    expected,
    returned,
    today,
    window: { from: addDays(periodTo, -WINDOW_DAYS), to: addDays(periodTo, WINDOW_DAYS) },
    history,
    samePeriodLastYear: samePeriodLastYear(history, addMonths(periodTo, -12)),
    estimatesInARow: estimatesInARow < 0 ? history.length : estimatesInARow,
  };
}

/** What a review finds on the read. */
export function exceptionsOf(facts: ReadFacts): ReadException[] {
  return reviewRead(reviewInputOf(facts));
}

/** Tells whether the exceptions need a person; what is only worth knowing does not. */
export function needsDecision(exceptions: readonly ReadException[]): boolean {
  return exceptions.some((exception) => exception.severity !== 'info');
}

/** Whole gallons of the returned reading; null when it has none or the use cannot be told. */
export function usageOf(facts: ReadFacts): number | null {
  const usage = useOfRead(reviewInputOf(facts));
  return usage?.ok ? wholeGallons(usage.gallons) : null;
}

/** The account's usual gallons for the days of the read; null when nothing is usual yet. */
export function usualGallons(facts: ReadFacts): number | null {
  const usual = usualUse(reviewInputOf(facts));
  const upper = usual && (usual.own ?? upperUsual(usual));
  return upper && wholeGallons(plain(upper));
}

export interface EstimatedRead {
  readonly value: number;
  readonly usageGallons: number;
  /** The basis in words and numbers. */
  readonly words: string;
}

/** Estimates the read for a number of days; null when there is no history and no class average to go by. */
export function estimateOf(facts: ReadFacts, days: number): EstimatedRead | null {
  const { history, classAverage, expected } = facts;
  const { samePeriodLastYear: lastYear } = reviewInputOf(facts);
  const estimate = estimateUse({ days, samePeriodLastYear: lastYear, history, classAverage });
  const reading = estimate && estimatedReading(expected.previousReading, estimate.gallons, expected.register);
  if (!estimate || !reading) return null;
  return { value: Number(reading.reading), usageGallons: wholeGallons(reading.gallons), words: estimate.words };
}
