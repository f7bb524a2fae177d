import { addDays, addMonths, type CalendarDate } from '../../contract/calendar-date.js';
import type { ReadException } from '../../contract/metering.js';
import type { ReadingReview } from '../../contract/settings/reading-review.js';
import type { CodeTable } from './code-table.js';
import type { DailyUse, UsagePeriod } from './daily-use.js';
import { estimatedReading, estimateUse, samePeriodLastYear } from './estimate.js';
import type { ExpectedRead, RereadFacts, ReturnedRead, ReviewInput } from './review-input.js';
import { judgeRead } from './review-read.js';
import { usualUse } from './review-use.js';
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
  /** What reads are judged by today. */
  readonly review: ReadingReview;
  readonly codes: CodeTable;
  /** Null unless the read is what a reread brought. */
  readonly reread: RereadFacts | null;
}

/** The facts as the review wants them. */
export function reviewInputOf(facts: ReadFacts): ReviewInput {
  const { window, yearAgo } = datesOf(facts.review, facts.periodTo);
  return {
    expected: facts.expected,
    returned: facts.returned,
    today: facts.today,
    window,
    history: facts.history,
    classAverage: facts.classAverage,
    codes: facts.codes,
    reread: facts.reread,
    samePeriodLastYear: samePeriodLastYear(facts.history, yearAgo),
    estimatesInARow: estimatesInARow(facts),
  };
}

interface PeriodDates {
  readonly window: ReviewInput['window'];
  readonly yearAgo: CalendarDate;
}

/** The dates that every read of a period shares; a run asks for them with each read. */
const DATES = new WeakMap<ReadingReview, Map<CalendarDate, PeriodDates>>();

function datesOf(review: ReadingReview, periodTo: CalendarDate): PeriodDates {
  const ofReview = DATES.get(review) ?? new Map<CalendarDate, PeriodDates>();
  DATES.set(review, ofReview);
  const known = ofReview.get(periodTo);
  if (known) return known;
  const { daysBefore, daysAfter } = review.window;
  const window = { from: addDays(periodTo, -daysBefore), to: addDays(periodTo, daysAfter) };
  const dates = { window, yearAgo: addMonths(periodTo, -12) };
  ofReview.set(periodTo, dates);
  return dates;
}

/** How many of the newest periods in a row were estimated. */
export function estimatesInARow({ history }: Pick<ReadFacts, 'history'>): number {
  const real = history.findIndex((period) => !period.estimated);
  return real < 0 ? history.length : real;
}

/** Tells whether the next estimate would be one too many in a row. */
export function isEstimatedTooOften(facts: Pick<ReadFacts, 'history' | 'review'>): boolean {
  return estimatesInARow(facts) >= facts.review.thresholds.estimateLimit;
}

/** What a review finds on a read, and the whole gallons of its reading. */
export interface JudgedFacts {
  readonly exceptions: ReadException[];
  /** Null when there is no reading or its use can't be told; then the sentence says why, where there is one. */
  readonly usageGallons: number | null;
  readonly whyNoUsage: string | null;
}

/** Reviews the read by its facts. */
export function judgeFacts(facts: ReadFacts): JudgedFacts {
  const { exceptions, usage } = judgeRead(reviewInputOf(facts), facts.review.thresholds);
  return {
    exceptions,
    usageGallons: usage?.ok ? wholeGallons(usage.gallons) : null,
    whyNoUsage: usage?.ok === false ? usage.sentence : null,
  };
}

/** Tells whether the exceptions need a person; what is only worth knowing does not. */
export function needsDecision(exceptions: readonly ReadException[]): boolean {
  return exceptions.some((exception) => exception.severity !== 'info');
}

/** What the usual use of a read rests on. */
export interface UsualFacts extends Pick<ReadFacts, 'periodTo' | 'history' | 'review'> {
  readonly expected: Pick<ExpectedRead, 'previousDate'>;
  readonly returned: Pick<ReturnedRead, 'date'>;
}

/** The account's usual gallons for the days of the read; null when nothing is usual yet. */
export function usualGallons({ expected, returned, history, review, periodTo }: UsualFacts): number | null {
  const lastYear = samePeriodLastYear(history, datesOf(review, periodTo).yearAgo);
  const input = { expected, returned, history, samePeriodLastYear: lastYear };
  return usualUse(input, review.thresholds)?.wholeGallons ?? null;
}

export interface EstimatedRead {
  readonly value: number;
  readonly usageGallons: number;
  /** The basis in words and numbers. */
  readonly words: string;
}

/** Estimates the read for a number of days; null when there is no history and no class average to go by. */
export function estimateOf(facts: ReadFacts, days: number): EstimatedRead | null {
  const { history, classAverage, expected, periodTo } = facts;
  const lastYear = samePeriodLastYear(history, datesOf(facts.review, periodTo).yearAgo);
  const trailingPeriods = facts.review.thresholds.historyPeriods;
  const estimate = estimateUse({ days, samePeriodLastYear: lastYear, history, trailingPeriods, classAverage });
  const reading = estimate && estimatedReading(expected.previousReading, estimate.gallons, expected.register);
  if (!estimate || !reading) return null;
  return { value: Number(reading.reading), usageGallons: wholeGallons(reading.gallons), words: estimate.words };
}
