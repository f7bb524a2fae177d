import { cents, centsToDollars, negated, sumCents } from '../../contract/money.js';
import type { AdjustableBill } from '../adjusting/adjustment-facts.js';
import { creditsBeyond } from '../adjusting/credits-beyond.js';
import { adjustedOf } from '../adjusting/left-of-charge.js';

/**
 * What is said of goodwill that is more than its bill charges once that was made again, service by service; tax and fees are
 * no part of it. Goodwill corrects no bill, so that it is in no bill's way; whether it is to stand is for people to say.
 */
export function goodwillBeyondNotices(bill: AdjustableBill): string[] {
  return creditsBeyond(bill).flatMap(({ kind, service }) => {
    if (kind !== 'goodwill') return [];
    const gifts = adjustedOf(service, bill.adjusted).filter((each) => each.kind === 'goodwill');
    const charged = centsToDollars(bill.charges.get(service)?.serviceCents ?? cents(0));
    const given = centsToDollars(negated(sumCents(gifts.map(({ amountCents }) => amountCents))));
    const numbers = [...new Set(gifts.flatMap(({ receipt }) => receipt ?? []))];
    const receipts = `${numbers.length === 1 ? 'receipt' : 'receipts'} ${numbers.join(' and ')}`;
    const what = `Bill ${bill.billNumber} charges ${charged} for ${service} now, less than the goodwill of ${given} that ${receipts} gave on it.`;
    return `${what} Reverse ${receipts} and enter anew what of it still holds, unless it is to stand as it is.`;
  });
}
