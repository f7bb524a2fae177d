import { cents, centsToDollars, negated } from '../../contract/money.js';
import type { AdjustableBill } from '../adjusting/adjustment-facts.js';
import { creditsBeyond } from '../adjusting/credits-beyond.js';

/**
 * What is said of goodwill that is more than its bill charges once that was made again, service by service; tax and fees are
 * no part of it. Goodwill corrects no bill, so that it is in no bill's way; whether it is to stand is for people to say.
 */
export function goodwillBeyondNotices(bill: AdjustableBill): string[] {
  return creditsBeyond(bill).flatMap(({ kind, service, amountCents, receipt }) => {
    if (kind !== 'goodwill' || receipt === null) return [];
    const [charges, given] = [bill.charges.get(service)?.serviceCents ?? cents(0), negated(amountCents)].map(
      centsToDollars,
    );
    const what = `Bill ${bill.billNumber} charges ${charges} for ${service} now, less than the goodwill of ${given} that receipt ${receipt} gave on it.`;
    return `${what} Reverse receipt ${receipt} and enter anew what of it still holds, unless it is to stand as it is.`;
  });
}
