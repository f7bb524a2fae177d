import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import { isOfBill, type EarlierAdjustment } from './adjustment-facts.js';

/** What was adjusted of what a bill charged for a service, the first first. */
export function adjustedOf(service: ServiceName, adjusted: readonly EarlierAdjustment[]): EarlierAdjustment[] {
  return adjusted.filter((each) => each.service === service && isOfBill(each));
}

/** What is left of a charge after what was adjusted of it; negative where more was given than it comes to. */
export function leftOfCharge(serviceCents: Cents, adjusted: readonly EarlierAdjustment[]): Cents {
  return cents(serviceCents + sumCents(adjusted.map(({ amountCents }) => amountCents)));
}
