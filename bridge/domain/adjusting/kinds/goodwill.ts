import { cents, centsToDollars } from '../../../contract/money.js';
import type { AdjustmentRefusal, AdjustmentRow, WorkedOut } from '../worked-out.js';
import { refusal } from '../worked-out.js';
import { billOfAnother, moreThanBilled, notOnBill, taxedCharges, unknownBill } from './correction.js';

/**
 * A gift, or a charge by agreement: it corrects no bill, so that it changes no tax and may name no bill at all. One that
 * names a bill gives at most what is left of what that charged for the service.
 */
export function workOutGoodwill(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed, account, bill, facts } = row;
  const { service, billNumber } = typed;
  const amountCents = typed.amountCents ?? cents(0);
  if (service === null) throw new RangeError(`Row ${typed.key} was checked and has no service.`);
  const refusals = notOnAccount(row);
  refusals.push(...unknownBill(typed, facts), ...billOfAnother(typed, facts));
  if (billNumber !== null && bill?.accountId === account.accountId) {
    const billed = bill.charges.get(service);
    refusals.push(...(billed ? moreThanBilled(amountCents, bill, service, billed) : [notOnBill(bill, service)]));
  }
  refusals.push(...creditForNothing(row));
  if (refusals.length > 0) return refusals;
  const charges = taxedCharges(service, amountCents, cents(0), facts.chart);
  const none = { calculation: [], exception: null, taxCents: cents(0) };
  return { amountCents, effect: { charges }, shares: billNumber === null ? [] : [{ billNumber, charges }], ...none };
}

/** Whether the account has not the service. */
export function notOnAccount({ typed: { service }, account }: AdjustmentRow): AdjustmentRefusal[] {
  if (service === null || account.services.includes(service)) return [];
  const message = `Account ${account.accountId} has no ${service}.`;
  return [
    refusal('service', 'service-not-on-account', message, `Choose ${account.services.join(' or ') || 'another'}.`),
  ];
}

/** Whether a credit of a closed account is more than it owes. */
export function creditForNothing({ typed, account }: AdjustmentRow): AdjustmentRefusal[] {
  const amountCents = typed.amountCents ?? cents(0);
  if (account.status !== 'closed' || amountCents >= 0 || account.balanceCents + amountCents >= 0) return [];
  const message = `Account ${account.accountId} is closed and owes ${centsToDollars(account.balanceCents)}: a credit of ${centsToDollars(amountCents)} would be for nothing.`;
  const fix = 'Type at most what it owes, or choose the kind of correction that it is.';
  return [refusal('amount', 'account-closed', message, fix)];
}
