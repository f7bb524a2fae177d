import { counted } from '../../contract/counted.js';
import { plainName } from '../../contract/plain-name.js';
import type { BillReview } from '../../contract/settings/bill-review.js';
import { services as serviceNames } from '../../contract/services.js';
import { accountDatum, isFee } from '../billing/account-data.js';
import { found, type FoundException } from './found-exception.js';
import type { ReviewedFacts } from './reviewed-facts.js';

/** Services that do not fit one another, the meter, or what the account is said to have. */
export function serviceExceptions(facts: ReviewedFacts, review: BillReview): FoundException[] {
  return [
    ...useWithoutWater(facts),
    ...sewerWithoutWater(facts),
    ...tariffsWithoutService(facts),
    ...tooManyCarts(facts, review),
  ];
}

function has({ services }: ReviewedFacts, name: string): boolean {
  return services.some(({ service }) => service === name);
}

function useWithoutWater(facts: ReviewedFacts): FoundException[] {
  if (facts.usageGallons === 0 || facts.services.length === 0 || has(facts, 'water')) return [];
  const gallons = facts.usageGallons.toLocaleString('en-US');
  const sentence = `The meter counted ${gallons} gallons, and the account has no water service.`;
  return [found('use-without-water', sentence, 'Give the account a water service, or release it where that is right.')];
}

/** Who has a well of their own is billed by gallons that were agreed. */
function sewerWithoutWater(facts: ReviewedFacts): FoundException[] {
  const sewer = facts.services.find(({ service }) => service === 'sewer');
  if (sewer === undefined || sewer.unmeteredGallons !== null || has(facts, 'water')) return [];
  const sentence = 'The account has sewer by water use, and no water service nor agreed gallons.';
  return [{ ...found('sewer-without-water', sentence, 'Agree on gallons, or give it water.'), service: 'sewer' }];
}

/** What is said of a service that the account does not have is billed to nobody. */
function tariffsWithoutService(facts: ReviewedFacts): FoundException[] {
  const { data, period } = facts;
  return serviceNames.flatMap((service) => {
    if (has(facts, service)) return [];
    const own = data.filter((datum) => datum.service === service);
    const names = [...new Set(own.map(({ name }) => name))].filter((name) => !isFee(name));
    const said = names.filter((name) => accountDatum(own, name, service, period.to) !== null);
    if (said.length === 0) return [];
    const sentence = `The account has ${said.map(plainName).join(', ')} for ${service}, and no ${service} service.`;
    const fix = `Give it the service, or take the data back in Account Data.`;
    return [{ ...found('tariff-without-service', sentence, fix), service }];
  });
}

function tooManyCarts({ services, rateClass }: ReviewedFacts, { cartLimits }: BillReview): FoundException[] {
  const limit = cartLimits[rateClass];
  const carts = services.find(({ service }) => service === 'garbage')?.carts ?? 0;
  if (limit === null || carts <= limit) return [];
  const sentence = `${counted(carts, 'cart')}; the limit of the ${plainName(rateClass)} class is ${limit}.`;
  const fix = 'Correct the carts of the garbage service, or release it where that was agreed.';
  return [{ ...found('carts-above-limit', sentence, fix), service: 'garbage' }];
}
