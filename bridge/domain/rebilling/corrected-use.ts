import { ROLLOVER_SHARE_MAX } from '../metering/decide-read.js';
import { Exact, plain } from '../metering/exact.js';
import { mostGallons, usageBetween } from '../metering/usage.js';
import { wholeGallons } from '../metering/whole-gallons.js';
import type { RegisterUse } from './posted-period.js';

/** Whole gallons, or the sentence that says why there are none. */
export type CorrectedUse = { readonly gallons: number } | { readonly refused: string };

/**
 * The use between two reads of a register by the rules of the review: a lower read is a rollover only from the top that the
 * setting names on, and of a quarter of the register's range at most. Whoever corrects a bill vouches for it with a reason.
 */
export function correctedUse(
  { previousValue, value, register }: Pick<RegisterUse, 'previousValue' | 'value' | 'register'>,
  rolloverFrom: string,
): CorrectedUse {
  if (value === null) return { refused: 'It has no reading.' };
  const highestGallons = () => plain(new Exact(mostGallons(register)).times(ROLLOVER_SHARE_MAX));
  const span = { previous: String(previousValue), current: String(value), register };
  const usage = usageBetween(span, { rolloverFrom, highestGallons });
  return usage.ok ? { gallons: wholeGallons(usage.gallons) } : { refused: usage.sentence };
}
