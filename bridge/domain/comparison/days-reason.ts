import { centsToDollars } from '../../contract/money.js';
import type { BillLine } from '../billing/calculated-bill.js';
import { shareOfDays } from '../billing/segment-lines.js';
import { isFixed } from './line-reason.js';
import type { OurLine } from './our-line.js';
import { coversPeriods } from './period-parts.js';
import { comesTo, type PriceQuestion } from './price-question.js';
import type { Finding } from './usage-reason.js';

/** Another count of days is looked for this near: months of other lengths, and both days counted or neither. */
const DAYS_APART_MAX = 4;

/** Other days: the whole period or another count where the class prorates, a share of our amounts where it does not. */
export function otherDays(question: PriceQuestion): Finding | null {
  const { line, theirsCents } = question;
  if (coversPeriods(line)) return null;
  const { period } = line;
  const amount = centsToDollars(theirsCents);
  for (const count of countsNear(line)) {
    if (!comesTo(question, { days: count })) continue;
    return {
      reason: 'proration',
      sentence: `${amount} is our price for ${count} days; here there are ${period.days}.`,
    };
  }
  if (period.days === period.fullDays || period.days <= 0) return null;
  const share = `${period.days} of ${period.fullDays} days`;
  if (sharedByDays(question, () => true) === theirsCents) {
    return { reason: 'proration', sentence: `They charge ${share}; here the whole is charged.` };
  }
  if (sharedByDays(question, (each) => isFixed(each, question)) !== theirsCents) return null;
  return { reason: 'proration', sentence: `They charge the base for ${share}; here it is charged whole.` };
}

function countsNear({ charge: { inputs }, period }: OurLine): number[] {
  if (inputs['days_billed'] === undefined) return [];
  const near = Array.from({ length: 2 * DAYS_APART_MAX + 1 }, (_, index) => period.days - DAYS_APART_MAX + index);
  return [period.fullDays, 30, ...near].filter((count) => count > 0 && count !== period.days);
}

function sharedByDays({ base, line: { period } }: PriceQuestion, isShared: (line: BillLine) => boolean): number {
  const part = { daysBefore: 0, days: period.days };
  return base.lines.reduce(
    (sum, line) => sum + (isShared(line) ? shareOfDays(line.amountCents, part, period.fullDays) : line.amountCents),
    0,
  );
}
