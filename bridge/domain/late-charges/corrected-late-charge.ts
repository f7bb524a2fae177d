import { cents, sumCents, type Cents } from '../../contract/money.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { LateCharge } from './late-charge.js';
import { shareByService, type ServiceShare } from './share-by-service.js';

/** A late charge that is charged in the place of a higher one. */
export interface CorrectedLateCharge {
  readonly takenBackCents: Cents;
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

interface Charged {
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

type Asked = Pick<LateCharge, 'owedCents' | 'baseCents' | 'chargeCents' | 'shares'>;

/**
 * What is left of a late charge after bills that it was charged on were corrected: as much less as the rule asks less for them,
 * so that what else came since, such as late payments that were found, changes nothing. Null where it stays.
 */
export function correctedLateCharge(
  { owedCents, baseCents, amountCents, shares }: Charged,
  before: Asked | null,
  after: Asked | null,
): CorrectedLateCharge | null {
  const less = (before?.chargeCents ?? 0) - (after?.chargeCents ?? 0);
  const takenBackCents = cents(Math.min(amountCents, Math.max(0, less)));
  if (takenBackCents === 0) return null;
  const left = cents(amountCents - takenBackCents);
  const weights = after !== null && after.shares.length > 0 ? after.shares : shares;
  const asWeighed = weights.map(({ service, amountCents: openCents }) => ({ service, openCents }));
  const [first] = weights;
  return {
    ...{ takenBackCents, amountCents: left },
    // What is left though the rule asks nothing now was charged on what was owed then.
    owedCents: after !== null && after.baseCents > 0 ? after.owedCents : owedCents,
    baseCents: after !== null && after.baseCents > 0 ? after.baseCents : baseCents,
    shares: left === 0 || first === undefined ? [] : shareByService(left, asWeighed, first.service),
  };
}

/**
 * A correction that takes no more back of any service than stands of its late charges after what adjustments waived: the rest
 * went back by those. Null where nothing is left to take back.
 */
export function withinWhatStands(
  corrected: CorrectedLateCharge,
  charged: Pick<Charged, 'amountCents' | 'shares'>,
  standing: ReadonlyMap<ServiceName, Cents>,
): CorrectedLateCharge | null {
  const waived = new Map(
    takenBackByService(charged, corrected).map(({ service, amountCents }) => {
      return [service, Math.max(0, amountCents - Math.max(0, standing.get(service) ?? 0))];
    }),
  );
  const shares = services
    .map((service) => {
      return { service, amountCents: cents(shareOf(corrected.shares, service) + (waived.get(service) ?? 0)) };
    })
    .filter(({ amountCents }) => amountCents > 0);
  const amountCents = sumCents(shares.map((share) => share.amountCents));
  const takenBackCents = cents(charged.amountCents - amountCents);
  return takenBackCents <= 0 ? null : { ...corrected, takenBackCents, amountCents, shares };
}

/** What a correction takes back of each service's share; below zero where that has more of the charge now. */
export function takenBackByService(
  charged: Pick<Charged, 'shares'>,
  corrected: Pick<CorrectedLateCharge, 'shares'>,
): ServiceShare[] {
  return services.map((service) => {
    return { service, amountCents: cents(shareOf(charged.shares, service) - shareOf(corrected.shares, service)) };
  });
}

function shareOf(shares: readonly ServiceShare[], service: ServiceName): number {
  return shares.find((share) => share.service === service)?.amountCents ?? 0;
}
