import { sumCents } from '../../contract/money.js';
import { isOfBill, type AdjustableBill, type EarlierAdjustment } from './adjustment-facts.js';

/**
 * The last credit of each service of which a bill has more credited than it charges, also of one that it charges no more for;
 * none where all is within it.
 */
export function creditsBeyond({ charges, adjusted }: AdjustableBill): EarlierAdjustment[] {
  return [...new Set(adjusted.map(({ service }) => service))].flatMap((service) => {
    const changed = adjusted.filter((each) => each.service === service && isOfBill(each));
    const left = (charges.get(service)?.serviceCents ?? 0) + sumCents(changed.map(({ amountCents }) => amountCents));
    return left >= 0 ? [] : (changed.findLast(({ amountCents }) => amountCents < 0) ?? []);
  });
}
