import { Decimal } from 'decimal.js';
import { cents, type Cents } from '../../contract/money.js';
import type { BilledService } from './adjustment-facts.js';

/**
 * The tax that goes with a correction of a charge: as much of it as the bill had tax on the charge, rounded half away from
 * zero to the cent. Zero where the bill had no tax or no charge.
 */
export function taxThatFollows(amountCents: Cents, { serviceCents, taxCents }: BilledService): Cents {
  if (taxCents === 0 || serviceCents === 0) return cents(0);
  const tax = new Decimal(amountCents).times(taxCents).dividedBy(serviceCents);
  return cents(tax.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
}
