import { Exact, spoken } from './exact.js';
import { capacityOf, GALLONS_PER_UNIT, gallonsOf, readingValue } from './register.js';
import type { ReviewInput } from './review-input.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import type { NoUsage } from './usage.js';

/**
 * A real reading that is below the estimate billed before it, by no more than what the estimates in a row billed; null
 * when it is not. Gallons are never credited by a read: it bills no use, and the reading that was billed stays the
 * previous one of the next read, so that the use of all the periods adds up to the truth. Where no next read comes, an
 * adjustment credits them.
 */
export function overEstimate(input: ReviewInput, { rolloverFrom }: ReviewThresholds): NoUsage | null {
  const { expected, returned, history, estimatesInARow, gallonsPerUnit = GALLONS_PER_UNIT } = input;
  const { register, previousReading, previousDate } = expected;
  // The estimates are the account's. A meter that came since goes on from its first reading, which is none.
  if (history[0]?.to !== previousDate) return null;
  if (estimatesInARow === 0 || previousReading === null || returned.reading === null) return null;
  const previous = readingValue(previousReading, register);
  const current = readingValue(returned.reading, register);
  const capacity = capacityOf(register);
  if (previous === null || current === null || current.gte(capacity)) return null;
  // The estimate may have passed the top of the register that the meter has not reached.
  const back = current.lt(capacity.times(rolloverFrom)) ? previous.minus(current) : downTo(previous, current, capacity);
  const gallons = gallonsOf(back, register, gallonsPerUnit);
  const estimated = history.slice(0, estimatesInARow).reduce((sum, past) => sum.plus(past.gallons), new Exact(0));
  if (gallons.lte(0) || gallons.gt(estimated)) return null;
  const before = estimatesInARow === 1 ? 'The estimate' : `The ${estimatesInARow} estimates in a row`;
  const found = `The reading ${returned.reading} is below the estimate ${previousReading} that was billed. ${before} billed ${spoken(gallons)} gallons too many.`;
  return { ok: false, code: 'estimate-too-high', sentence: `${found} ${madeGood(expected).found}` };
}

/** How gallons that an estimate billed too much are made good, as a review, a decision and a refusal say it. */
interface MadeGood {
  readonly found: string;
  readonly decided: string;
  /** What to type in place of a reading that is below the estimate. */
  readonly fix: string;
}

/** By the next read, or by an adjustment where none comes. */
export function madeGood({ previousReading, accountActive, noNextRead }: ReviewInput['expected']): MadeGood {
  if (accountActive && !noNextRead) {
    return {
      found: `Accepted, it bills no use, and the next read counts from ${previousReading}, which takes them off.`,
      decided: `Bills no use: the estimate was too high, and the next read counts from ${Number(previousReading).toLocaleString('en-US')}.`,
      fix: `Type ${previousReading}: no use is billed now, and the next read takes off what was billed too much.`,
    };
  }
  const last = noNextRead ? 'It bills no use; the meter' : 'Accepted, it bills no use; the account';
  return {
    found: `${last} has no next read, so credit them by an adjustment.`,
    decided: 'Bills no use: the estimate was too high; credit the difference by an adjustment.',
    fix: `Type ${previousReading}: no use is billed now; no next read takes off what was billed too much, so credit it by an adjustment.`,
  };
}

function downTo(previous: Exact, current: Exact, capacity: Exact): Exact {
  const back = previous.minus(current);
  return back.isNegative() ? back.plus(capacity) : back;
}
