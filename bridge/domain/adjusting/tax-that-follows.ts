import { Decimal } from 'decimal.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { BilledService, EarlierAdjustment } from './adjustment-facts.js';

/** What of an earlier adjustment tells whether tax went along with it. */
export type TaxedAdjustment = Pick<EarlierAdjustment, 'kind' | 'amountCents' | 'taxCents'>;

/**
 * The tax that goes with a correction of a charge: as much of it as the bill had tax on the charge. It is reckoned on all
 * that was corrected of the charge so far, rounded half away from zero to the cent, less the tax that went with that, so
 * that a charge which is credited in pieces has exactly its tax credited. Zero where the bill had no tax or no charge; it
 * never goes the other way than the correction.
 */
export function taxThatFollows(
  amountCents: Cents,
  { serviceCents, taxCents }: BilledService,
  before: readonly TaxedAdjustment[],
): Cents {
  if (taxCents === 0 || serviceCents === 0) return cents(0);
  const taxed = before.filter(changesTax);
  const corrected = amountCents + sumCents(taxed.map((each) => each.amountCents));
  const all = new Decimal(corrected).times(taxCents).dividedBy(serviceCents);
  const following =
    all.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber() - sumCents(taxed.map((each) => each.taxCents));
  return cents(amountCents < 0 ? Math.min(0, following) : Math.max(0, following));
}

/** Goodwill leaves the tax as it was billed, and so does a leak credit where the policy credits no tax. */
function changesTax({ kind, taxCents }: TaxedAdjustment): boolean {
  return kind !== 'goodwill' && (kind !== 'leak' || taxCents !== 0);
}
