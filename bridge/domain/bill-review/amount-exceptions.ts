import { cents, centsToDollars, negated, type Cents } from '../../contract/money.js';
import type { BillReview } from '../../contract/settings/bill-review.js';
import { Exact } from '../metering/exact.js';
import { found, type FoundException } from './found-exception.js';
import type { PastAmount, ReviewedFacts } from './reviewed-facts.js';

const LOOK_AT_IT = 'Look at its reads and rates; release it where it is right, else hold the account and mend them.';

/** A bill of nothing, one that gives money back, and one that is far from what the account is used to. */
export function amountExceptions(facts: ReviewedFacts, review: BillReview): FoundException[] {
  const { totalCents } = facts;
  if (totalCents === null) return [];
  if (totalCents === 0) return [found('zero-bill', 'The bill is zero.', LOOK_AT_IT)];
  if (totalCents < 0) {
    return [found('credit-bill', `The bill gives back ${centsToDollars(negated(totalCents))}.`, LOOK_AT_IT)];
  }
  return unusualAmount(facts, totalCents, review);
}

/**
 * A bill a day is compared with that of the account's last bills and, where there is one, of the same season a year
 * before: only what is beyond both is high or low. A first or a final bill covers other days and is not compared.
 */
function unusualAmount(facts: ReviewedFacts, totalCents: Cents, review: BillReview): FoundException[] {
  const { past, period, isFinal, billedTo } = facts;
  if (past === null || isFinal || billedTo === null || past.last.bills < review.fewBills || period.days <= 0) return [];
  const bases = [past.last, ...(past.season === null ? [] : [past.season])].filter(({ days }) => days > 0);
  if (bases.length === 0) return [];
  const differs = bases.every((base) => {
    return Math.abs(totalCents - forDays(base, period.days)) >= review.differsByCents;
  });
  if (!differs) return [];
  const said = () => `${centsToDollars(totalCents)} for ${period.days} days; ${usualWords(past, period.days)}.`;
  const beyond = (ratio: string) => bases.map((base) => comparedWith(totalCents, base, { days: period.days, ratio }));
  if (beyond(review.highRatio).every((sign) => sign > 0))
    return [found('high-bill', `High bill: ${said()}`, LOOK_AT_IT)];
  if (beyond(review.lowRatio).every((sign) => sign < 0)) return [found('low-bill', `Low bill: ${said()}`, LOOK_AT_IT)];
  return [];
}

/** Above zero where the bill is more than so many times the base for as many days. */
function comparedWith(
  totalCents: Cents,
  base: PastAmount,
  { days, ratio }: { readonly days: number; readonly ratio: string },
): number {
  return new Exact(totalCents).times(base.days).comparedTo(new Exact(base.cents).times(days).times(ratio));
}

/** What the base comes to for so many days, to the nearest cent; half a cent goes up. Whole numbers are exact, and quick. */
function forDays(base: PastAmount, days: number): Cents {
  const [amount, divisor] = [BigInt(Math.abs(base.cents)) * BigInt(days), BigInt(base.days)];
  const nearest = Number((2n * amount + divisor) / (2n * divisor));
  return cents(base.cents < 0 ? -nearest : nearest);
}

function usualWords({ last, season }: NonNullable<ReviewedFacts['past']>, days: number): string {
  const usual = `the last ${last.bills} bills make ${centsToDollars(forDays(last, days))} for as many days`;
  if (season === null || season.days <= 0) return usual;
  return `${usual}, and a year ago it was ${centsToDollars(forDays(season, days))}`;
}
