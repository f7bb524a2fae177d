import type { LimitRule } from '../../contract/settings/reading-review.js';
import type { Exact } from './exact.js';
import { Exact as ExactNumber } from './exact.js';
import { capacityOf, readingText, readingValue, type Register } from './register.js';

/** The practice of hosted billing systems; the starting value of the setting. */
export const READING_LIMIT_DEFAULTS: LimitRule = {
  highRatio: '1.8',
  highAtLeast: '10',
  lowRatio: '0.4',
  lowAtMost: null,
};

export interface ReadingLimits {
  /** Reading values as the dials show them, zero-padded. */
  readonly high: string;
  readonly low: string;
  /** The high limit lies past the rollover, so it is a smaller number than the previous reading. */
  readonly highRollsOver: boolean;
}

/**
 * The limits that a handheld is loaded with, as reading values: previous + usual use x ratio, in counts of the
 * register. Null when the previous reading is no number. The high limit is rounded up and the low one down.
 */
export function readingLimits(
  previous: string,
  usualCounts: Exact,
  register: Register,
  rule: LimitRule = READING_LIMIT_DEFAULTS,
): ReadingLimits | null {
  const start = readingValue(previous, register);
  const capacity = capacityOf(register);
  if (start === null || start.gte(capacity)) return null;
  const step = new ExactNumber(10).pow(-register.decimals);
  const highUse = ExactNumber.max(usualCounts.times(rule.highRatio), rule.highAtLeast);
  const widest = usualCounts.times(rule.lowRatio);
  const lowUse = rule.lowAtMost === null ? widest : ExactNumber.min(widest, rule.lowAtMost);
  const high = start.plus(ExactNumber.min(highUse, capacity.minus(step)).div(step).ceil().times(step));
  const low = start.plus(ExactNumber.min(lowUse, capacity.minus(step)).div(step).floor().times(step));
  return {
    high: readingText(high.mod(capacity), register),
    low: readingText(low.mod(capacity), register),
    highRollsOver: high.gte(capacity),
  };
}
