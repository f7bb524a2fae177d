import { Exact, plain } from './exact.js';
import { reviewInputOf, type ReadFacts } from './read-facts.js';
import { readingLimits } from './reading-limits.js';
import { capacityOf, countSize, gallonsOf, readingText, readingValue, type Register } from './register.js';
import { lowerUsual, upperUsual, usualUse } from './review-use.js';
import { wholeGallons } from './whole-gallons.js';

/** The limits of one stop, as a reader's device warns by them. */
export interface StopLimits {
  /** Reading values as the dials show them. */
  readonly highReading: string;
  readonly lowReading: string;
  /** The same as counts used since the previous reading. */
  readonly highCounts: number;
  readonly lowCounts: number;
}

/**
 * The limits of a stop on the day on which its cycle is read, by the account's own use and that of the same season last
 * year: the larger one times the high ratio of the setting `reading-review`, the smaller one times the low
 * ratio. Null where nothing is usual yet.
 */
export function stopLimits(facts: ReadFacts): StopLimits | null {
  const { thresholds, limits: rule } = facts.review;
  const onTheDay = { ...facts, returned: { ...facts.returned, date: facts.periodTo } };
  const usual = usualUse(reviewInputOf(onTheDay), thresholds);
  const [upper, lower] = [usual && upperUsual(usual), usual && lowerUsual(usual)];
  const { previousReading, register } = facts.expected;
  if (upper === null || lower === null) return null;
  const high = readingLimits(previousReading, countsOf(upper, register), register, rule);
  const low = readingLimits(previousReading, countsOf(lower, register), register, rule);
  if (high === null || low === null) return null;
  return {
    highReading: high.high,
    lowReading: low.low,
    highCounts: countsSince(previousReading, high.high, register),
    lowCounts: countsSince(previousReading, low.low, register),
  };
}

/** Gallons of a limit, whole ones. */
export function gallonsOfCounts(counts: number, register: Register): number {
  return wholeGallons(plain(gallonsOf(new Exact(counts).div(new Exact(10).pow(register.decimals)), register)));
}

/** The previous reading as the dials show it. */
export function shownReading(previous: string, register: Register): string {
  const value = readingValue(previous, register);
  return value === null ? previous : readingText(value, register);
}

function countsOf(gallons: Exact, register: Register): Exact {
  return gallons.div(countSize(register));
}

/** The counts of the last digit from one reading to a later one, also past the rollover. */
function countsSince(previous: string, later: string, register: Register): number {
  const from = readingValue(previous, register) ?? new Exact(0);
  const to = readingValue(later, register) ?? new Exact(0);
  const counts = to.gte(from) ? to.minus(from) : to.plus(capacityOf(register)).minus(from);
  return counts.times(new Exact(10).pow(register.decimals)).toNumber();
}
