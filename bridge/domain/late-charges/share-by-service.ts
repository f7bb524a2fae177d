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

/**
 * Shares a charge among the services by what is open of each; the cents that rounding down leaves go to the largest
 * remainders. What is open of fees has no service and weighs nothing: where nothing else is open, the account's first
 * service takes all.
 */
export function shareByService(
  chargeCents: Cents,
  items: readonly Weighing[],
  { services: onAccount }: { readonly services: readonly ServiceName[] },
): ServiceShare[] {
  const weights = services.map((service) => {
    const ofService = items.filter((item) => item.service === service);
    return { service, weight: ofService.reduce((sum, { openCents }) => sum + BigInt(openCents), 0n) };
  });
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0n);
  if (whole === 0n) return [{ service: onAccount[0] ?? services[0], amountCents: chargeCents }];
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
