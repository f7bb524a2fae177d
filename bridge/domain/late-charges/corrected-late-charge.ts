import { cents, sumCents, type Cents } from '../../contract/money.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { LateCharge } from './late-charge.js';
import { shareByService, type ServiceShare } from './share-by-service.js';

/** A late charge that is charged in the place of another one; of nothing where none is owed any more. */
export interface CorrectedLateCharge {
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

interface Charged extends CorrectedLateCharge {
  /** What was charged for the due date at first. */
  readonly firstCents: Cents;
}

type Asked = Pick<LateCharge, 'owedCents' | 'baseCents' | 'chargeCents' | 'shares'>;

/**
 * What a late charge is after bills that it was charged on were corrected: as much less or more as the rule asks for them, so
 * that what else came since, such as late payments that were found, changes nothing; and never more than was charged at
 * first. Null where it stays.
 */
export function correctedLateCharge(
  charged: Charged,
  before: Asked | null,
  after: Asked | null,
): CorrectedLateCharge | null {
  const shares = after?.shares ?? [];
  const [was, asks] = [before?.chargeCents ?? 0, after?.chargeCents ?? 0];
  if (was === asks && areAlike(before?.shares ?? [], shares)) return null;
  const amountCents = followed(charged, was, asks);
  if (was !== asks && amountCents === charged.amountCents) return null;
  // What is left though the rule asks nothing now was charged on what was owed then.
  const { owedCents, baseCents } = after !== null && after.baseCents > 0 ? after : charged;
  const corrected = { owedCents, baseCents, amountCents, shares: sharedLike(amountCents, shares, charged.shares) };
  return areAlike(corrected.shares, charged.shares) ? null : corrected;
}

/** A charge of less than the rule asked goes back only as far as it asks less than that now. */
function followed({ amountCents, firstCents }: Charged, was: number, asks: number): Cents {
  const moved = amountCents + asks - was;
  if (asks <= was) return cents(Math.max(moved, Math.min(amountCents, asks)));
  return cents(Math.max(amountCents, Math.min(moved, firstCents)));
}

function sharedLike(
  amountCents: Cents,
  asked: readonly ServiceShare[],
  charged: readonly ServiceShare[],
): readonly ServiceShare[] {
  const weights = asked.length > 0 ? asked : charged;
  const [first] = weights;
  if (amountCents === 0 || first === undefined) return [];
  const asWeighed = weights.map(({ service, amountCents: openCents }) => ({ service, openCents }));
  return shareByService(amountCents, asWeighed, first.service);
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
  const isTooMuch = amountCents > Math.max(charged.amountCents, corrected.amountCents);
  return isTooMuch || areAlike(shares, charged.shares) ? null : { ...corrected, amountCents, shares };
}

function areAlike(some: readonly ServiceShare[], others: readonly ServiceShare[]): boolean {
  return services.every((service) => shareOf(some, service) === shareOf(others, service));
}

/** What a correction takes back of each service's share; below zero where that has more of the charge now. */
function takenBackByService(
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
