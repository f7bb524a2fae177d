import { Decimal } from 'decimal.js';
import { cents, type Cents } from '../../contract/money.js';
import type { LateChargeRule } from '../../contract/settings/late-rule.js';

/**
 * What is owed after the due date, rounded to the cent, halves up. What was paid ahead lowers what is late: no more than
 * the amount due is.
 */
export function amountAfterDue(dueCents: Cents, currentCents: Cents, rule: LateChargeRule | undefined): Cents {
  if (rule === undefined || dueCents <= 0) return dueCents;
  const base = rule.on === 'amount-due' ? dueCents : Math.max(0, Math.min(dueCents, currentCents));
  const charge = new Decimal(base).times(rule.percent).div(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  return cents(dueCents + charge.toNumber());
}
