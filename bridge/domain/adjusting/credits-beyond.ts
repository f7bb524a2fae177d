import { sumCents } from '../../contract/money.js';
import { isOfBill, type AdjustableBill, type EarlierAdjustment } from './adjustment-facts.js';

/** The last credit of each service of which a bill has more credited than it charged; none where all is within it. */
export function creditsBeyond({ charges, adjusted }: AdjustableBill): EarlierAdjustment[] {
  return [...charges].flatMap(([service, { serviceCents }]) => {
    const changed = adjusted.filter((each) => each.service === service && isOfBill(each));
    const left = serviceCents + sumCents(changed.map(({ amountCents }) => amountCents));
    return left >= 0 ? [] : (changed.findLast(({ amountCents }) => amountCents < 0) ?? []);
  });
}
