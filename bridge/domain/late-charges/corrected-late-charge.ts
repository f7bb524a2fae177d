import { cents, type Cents } from '../../contract/money.js';
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
