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
  return [...(facts.obstacle === null ? [] : [facts.obstacle]), ...meterOut(facts), ...exceptions].sort(bySeverity);
}

/** Its use up to the removal can be billed; a final bill has no meter to come. Where there never was one, no bill is. */
function meterOut({ isMeterOut, isFinal, services }: ReviewedFacts): BillException[] {
  const isMetered = services.some(({ service, unmeteredGallons }) => service === 'water' && unmeteredGallons === null);
  if (!isMeterOut || isFinal || !isMetered) return [];
  return [
    {
      ...{ code: 'missing-meter', service: 'water', severity: 'look' },
      sentence: 'The meter was taken out in the period, and none was put in.',
      fix: 'Install a meter in the Meters sheet, or release it to bill the use up to the removal.',
    },
  ];
}

/** An exception with the weight that the setting gives it. */
export function weighed(exception: FoundException, { severities }: BillReview): BillException {
  return { ...exception, severity: severities[exception.code] };
}

function bySeverity(one: BillException, other: BillException): number {
  return billSeverities.indexOf(one.severity) - billSeverities.indexOf(other.severity);
}
