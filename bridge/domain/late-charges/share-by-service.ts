import { cents, type Cents } from '../../contract/money.js';
import { services, type ServiceName } from '../../contract/services.js';

/** So much of a late charge as is for a service. */
export interface ServiceShare {
  readonly service: ServiceName;
  readonly amountCents: Cents;
}

interface Weighing {
  readonly service: ServiceName | null;
  readonly openCents: Cents;
}

/** A service whose late charges may be another's: the City's. */
export interface LateChargeEarner {
  readonly service: ServiceName;
  readonly isOfUtility: boolean;
}

/**
 * The service that a late charge on fees goes by: fees are the utility's, and so is what they are charged. The first service
 * of the account whose late charges are the utility's, in the order of bills; else any such service.
 */
export function serviceForFees(onAccount: readonly ServiceName[], earners: readonly LateChargeEarner[]): ServiceName {
  const ofUtility = services.filter((service) => earners.some((each) => each.service === service && each.isOfUtility));
  return ofUtility.find((service) => onAccount.includes(service)) ?? ofUtility[0] ?? services[0];
}

/**
 * Shares a charge among the services by what is open of each; the cents that rounding down leaves go to the largest
 * remainders. What is open of fees has no service, and counts with the one that the charge on fees goes by.
 */
export function shareByService(chargeCents: Cents, items: readonly Weighing[], forFees: ServiceName): ServiceShare[] {
  const weights = services.map((service) => {
    const ofService = items.filter((item) => (item.service ?? forFees) === service);
    return { service, weight: ofService.reduce((sum, { openCents }) => sum + BigInt(openCents), 0n) };
  });
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0n);
  const parts = weights.map(({ service, weight }) => {
    const product = BigInt(chargeCents) * weight;
    return { service, floor: Number(product / whole), remainder: product % whole };
  });
  const left = chargeCents - parts.reduce((sum, { floor }) => sum + floor, 0);
  const larger = parts.toSorted((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
  const oneMore = new Set(larger.slice(0, left).map(({ service }) => service));
  return parts
    .map(({ service, floor }) => ({ service, amountCents: cents(floor + (oneMore.has(service) ? 1 : 0)) }))
    .filter(({ amountCents }) => amountCents > 0);
}
