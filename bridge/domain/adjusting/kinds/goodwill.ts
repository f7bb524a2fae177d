import { cents, centsToDollars, negated, sumCents, type Cents } from '../../../contract/money.js';
import { isOfBill, type AdjustableBill } from '../adjustment-facts.js';
import type { AdjustmentRefusal, AdjustmentRow, WorkedOut } from '../worked-out.js';
import { refusal } from '../worked-out.js';
import { taxedCharges } from './correction.js';

/** A gift, or a charge by agreement: it corrects no bill, so that it changes no tax and may name no bill at all. */
export function workOutGoodwill(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed, account, bill, facts } = row;
  const { service, billNumber } = typed;
  const amountCents = typed.amountCents ?? cents(0);
  if (service === null) throw new RangeError(`Row ${typed.key} was checked and has no service.`);
  const refusals: AdjustmentRefusal[] = [];
  if (!account.services.includes(service)) {
    const message = `Account ${account.accountId} has no ${service}.`;
    refusals.push(
      refusal('service', 'service-not-on-account', message, `Choose ${account.services.join(' or ') || 'another'}.`),
    );
  }
  if (billNumber !== null && bill?.accountId !== account.accountId) {
    const message = `Account ${account.accountId} has no bill ${billNumber}.`;
    refusals.push(refusal('bill', 'unknown-bill', message, 'Type a bill of this account, or leave the cell empty.'));
  }
  if (billNumber !== null && bill?.accountId === account.accountId) refusals.push(...moreThanBill(amountCents, bill));
  if (account.status === 'closed' && amountCents < 0 && account.balanceCents + amountCents < 0) {
    const message = `Account ${account.accountId} is closed and owes ${centsToDollars(account.balanceCents)}: a credit of ${centsToDollars(amountCents)} would be for nothing.`;
    const fix = 'Type at most what it owes, or choose the kind of correction that it is.';
    refusals.push(refusal('amount', 'account-closed', message, fix));
  }
  if (refusals.length > 0) return refusals;
  const charges = taxedCharges(service, amountCents, cents(0), facts.chart);
  const none = { calculation: [], exception: null, taxCents: cents(0) };
  return { amountCents, effect: { charges }, shares: billNumber === null ? [] : [{ billNumber, charges }], ...none };
}

/** A gift that names a bill is at most what that comes to after what was adjusted of it. */
function moreThanBill(amountCents: Cents, { billNumber, totalCents, adjusted }: AdjustableBill): AdjustmentRefusal[] {
  const changed = adjusted.filter(isOfBill).flatMap((each) => [each.amountCents, each.taxCents]);
  const left = cents(Math.max(0, totalCents + sumCents(changed)));
  if (0 - amountCents <= left) return [];
  const now = left === totalCents ? '' : `, which is ${centsToDollars(left)} after what was adjusted`;
  const message = `${centsToDollars(negated(amountCents))} is more than bill ${billNumber}, ${centsToDollars(totalCents)}${now}.`;
  return [refusal('amount', 'more-than-bill', message, `Type at most ${centsToDollars(left)}, or leave Bill empty.`)];
}
