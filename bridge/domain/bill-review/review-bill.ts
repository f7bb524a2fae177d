import { billSeverities, type BillException } from '../../contract/bill-review.js';
import type { BillReview } from '../../contract/settings/bill-review.js';
import type { TariffBook } from '../billing/tariff-book.js';
import { accountExceptions } from './account-exceptions.js';
import { amountExceptions } from './amount-exceptions.js';
import type { FoundException } from './found-exception.js';
import { rateExceptions } from './rate-exceptions.js';
import type { ReviewedFacts } from './reviewed-facts.js';
import { serviceExceptions } from './service-exceptions.js';

/** Everything that a bill of an open run should be looked at for, the worst first. */
export function reviewBill(facts: ReviewedFacts, tariffs: TariffBook, review: BillReview): BillException[] {
  const exceptions = [
    ...amountExceptions(facts, review),
    ...serviceExceptions(facts, review),
    ...rateExceptions(facts, tariffs),
    ...accountExceptions(facts),
  ].map((each) => weighed(each, review));
  return [...(facts.obstacle === null ? [] : [facts.obstacle]), ...exceptions].sort(bySeverity);
}

/** An exception with the weight that the setting gives it. */
export function weighed(exception: FoundException, { severities }: BillReview): BillException {
  return { ...exception, severity: severities[exception.code] };
}

function bySeverity(one: BillException, other: BillException): number {
  return billSeverities.indexOf(one.severity) - billSeverities.indexOf(other.severity);
}
