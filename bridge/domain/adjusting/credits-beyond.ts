import { cents } from '../../contract/money.js';
import type { AdjustableBill, EarlierAdjustment } from './adjustment-facts.js';
import { adjustedOf, leftOfCharge } from './left-of-charge.js';

/**
 * The last credit of each service of which a bill has more credited than it charges, also of one that it charges no more for;
 * none where all is within it.
 */
export function creditsBeyond({ charges, adjusted }: AdjustableBill): EarlierAdjustment[] {
  return [...new Set(adjusted.map(({ service }) => service))].flatMap((service) => {
    const changed = adjustedOf(service, adjusted);
    const left = leftOfCharge(charges.get(service)?.serviceCents ?? cents(0), changed);
    return left >= 0 ? [] : (changed.findLast(({ amountCents }) => amountCents < 0) ?? []);
  });
}
