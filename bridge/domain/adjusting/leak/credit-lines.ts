import { Decimal } from 'decimal.js';
import { cents, centsToDollars, negated, type Cents } from '../../../contract/money.js';
import { CurbstopError } from '../../../contract/problem.js';
import { services, type ServiceName } from '../../../contract/services.js';
import type { CreditingPolicy } from '../../../contract/settings/leak-policy.js';
import { dollarsLine, type ExplainedLine } from './explained-line.js';
import { firstBlock } from './first-block.js';
import type { BilledCharge, LeakFacts } from './leak-facts.js';
import {
  leakMethod,
  spokenGallons,
  withoutLeakGallons,
  type ComparedAmounts,
  type LeakMethod,
  type LeakUse,
} from './leak-methods.js';
import { priceForUse, repeatedAmount, type PricedService } from './price-again.js';

/** What the credit of a bill is made of. */
export interface CreditFacts extends Pick<LeakFacts, 'chargeTypeOf'> {
  readonly charges: readonly BilledCharge[];
  readonly use: LeakUse;
  readonly policy: CreditingPolicy;
}

/**
 * Credits the services of a bill and their tax, step by step. A service that went by other gallons than the meter's, as
 * agreed for a well, has nothing of the leak. Throws CurbstopError: bill-differs, and TariffError where the rates can't
 * price the use that is left.
 */
export function creditLines({ charges, use, policy, chargeTypeOf }: CreditFacts): ExplainedLine[] {
  const metered = charges.filter(({ gallons }) => gallons === use.gallons);
  for (const charge of metered) refuseDifference(charge);
  const billed = priceForUse(metered, { gallons: use.gallons, billed: use.gallons });
  return services.flatMap((service) => {
    const charge = metered.find((each) => each.service === service);
    const method = methodOf(service, policy, use);
    if (charge === undefined || method === null) return [];
    const again = priceForUse(metered, { gallons: method.gallons, billed: use.gallons });
    const amounts = { billed: of(billed, service), again: of(again, service) };
    return serviceLines({
      service,
      charge,
      method,
      ...amounts,
      creditsTax: policy.tax === 'in-proportion',
      chargeTypeOf,
    });
  });
}

/** Null where the policy leaves the service as it was billed. */
function methodOf(service: ServiceName, policy: CreditingPolicy, use: LeakUse): LeakMethod | null {
  if (service === 'water') return leakMethod(policy, use);
  if (service !== 'sewer' || policy.sewer === 'none') return null;
  return policy.sewer === 'same-share' ? leakMethod(policy, use) : withoutLeakGallons(use);
}

const NOTHING: PricedService = { service: cents(0), tax: cents(0) };

function of(priced: ReadonlyMap<ServiceName, PricedService>, service: ServiceName): PricedService {
  return priced.get(service) ?? NOTHING;
}

interface ServiceFacts extends Pick<LeakFacts, 'chargeTypeOf'> {
  readonly service: ServiceName;
  readonly charge: BilledCharge;
  readonly method: LeakMethod;
  readonly billed: PricedService;
  readonly again: PricedService;
  readonly creditsTax: boolean;
}

function serviceLines({
  service,
  charge,
  method,
  billed,
  again,
  creditsTax,
  chargeTypeOf,
}: ServiceFacts): ExplainedLine[] {
  const block = method.kept === null ? null : firstBlock(charge);
  // Rates without blocks have one price for all gallons, so that nothing is priced lower.
  if (method.kept !== null && block === null) return [];
  const kept = block === null ? null : (method.kept?.(block) ?? null);
  const keptCents = kept?.cents ?? new Decimal(0);
  const name = spokenService(service);
  const rates = spokenRates(charge);
  const linesOf = (what: string, nature: keyof PricedService, keptCents: Decimal): ExplainedLine[] => {
    const amounts = { billed: billed[nature], again: again[nature], kept: keptCents };
    return natureLines({ name: what, amounts, method, rates, chargeType: chargeTypeOf(service, nature) });
  };
  const keptLines =
    kept === null ? [] : [dollarsLine(`${name} for the gallons above`, wholeCents(kept.cents), kept.text)];
  const lines = [...keptLines, ...linesOf(name, 'service', keptCents)];
  if (!creditsTax || billed.tax === 0) return lines;
  const difference = billed.service - again.service;
  const keptTax = difference === 0 ? new Decimal(0) : keptCents.times(billed.tax - again.tax).div(difference);
  return [...lines, ...linesOf(`Tax on ${service}`, 'tax', keptTax)];
}

interface NatureFacts {
  readonly name: string;
  readonly amounts: ComparedAmounts;
  readonly method: LeakMethod;
  /** Which rates price it again, in words. */
  readonly rates: string;
  readonly chargeType: string;
}

function natureLines({ name, amounts, method, rates, chargeType }: NatureFacts): ExplainedLine[] {
  const credit = wholeCents(method.credit(amounts));
  return [
    dollarsLine(`${name} billed`, amounts.billed, 'Without fees.'),
    dollarsLine(`${name} ${method.what}`, amounts.again, `${spokenGallons(method.gallons)}, ${rates}.`),
    dollarsLine(
      `Credit on ${name.toLowerCase()}`,
      negated(credit),
      `${method.formula(amounts)}, halves of a cent up.`,
      chargeType,
    ),
  ];
}

function spokenService(service: ServiceName): string {
  return service.charAt(0).toUpperCase() + service.slice(1);
}

/** As "by the rates from 2026-02-15", or of each version that priced some of the days. */
function spokenRates({ parts }: BilledCharge): string {
  return `by the rates from ${[...new Set(parts.map(({ version }) => version.effectiveFrom))].join(' and ')}`;
}

/** Halves up. */
function wholeCents(amount: Decimal): Cents {
  return cents(amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
}

function refuseDifference(charge: BilledCharge): void {
  const repeated = repeatedAmount(charge);
  if (repeated === charge.amountCents) return;
  const amounts = `${centsToDollars(charge.amountCents)} and not ${centsToDollars(repeated)}`;
  throw new CurbstopError({
    code: 'bill-differs',
    message: `The ${charge.service} charge was billed as ${amounts}, which it comes to by what it was posted with.`,
    fix: 'Run curbstop verify, and credit nothing by the policy until it is clean.',
  });
}
