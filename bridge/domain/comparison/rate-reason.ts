import { counted } from '../../contract/counted.js';
import { otherCarts, otherClass, otherMeterSize, twiceTheCharge } from './account-reasons.js';
import { otherDate } from './date-reason.js';
import { otherDays } from './days-reason.js';
import { taxOrLine } from './line-reason.js';
import type { PriceQuestion } from './price-question.js';
import { tierReason } from './tier-reason.js';
import type { Finding } from './usage-reason.js';

/** Two systems that round each step otherwise come this far apart: a bill has about three amounts that are rounded. */
const ROUNDING_CENTS_MAX = 3;

/** In the order in which they are believed: what is a whole price of ours before what takes a part of it away. */
const REASONS: readonly ((question: PriceQuestion) => Finding | null)[] = [
  otherClass,
  otherMeterSize,
  otherCarts,
  twiceTheCharge,
  otherDays,
  otherDate,
  taxOrLine,
];

/** The likely reason of a charge that differs, and the next likely one after "Or"; null where nothing comes to their cents. */
export function rateReason(question: PriceQuestion): Finding | null {
  const rounded = rounding(question);
  if (rounded !== null) return rounded;
  const found: Finding[] = [];
  for (const reason of REASONS) {
    const finding = reason(question);
    if (finding !== null) found.push(finding);
    if (found.length === 2) break;
  }
  const [first, second] = found;
  // Tiers take the longest to look at, and are so only where nothing else comes to their cents.
  if (first === undefined) return tierReason(question);
  return second === undefined ? first : { ...first, sentence: `${first.sentence} Or: ${second.sentence}` };
}

function rounding({ base, theirsCents }: PriceQuestion): Finding | null {
  const apart = Math.abs(theirsCents - base.amountCents);
  if (apart > ROUNDING_CENTS_MAX) return null;
  return { reason: 'rounding', sentence: `The charges are ${counted(apart, 'cent')} apart, as by rounding.` };
}
