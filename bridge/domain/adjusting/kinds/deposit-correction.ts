import { cents, centsToDollars, negated } from '../../../contract/money.js';
import { refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';

/**
 * A deposit that is more or less than the books have, against the restricted cash that is kept for it. The amount says by
 * how much the deposit changes; a deposit is never less than nothing.
 */
export function workOutDepositCorrection({ typed, account }: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const deposit = typed.amountCents ?? cents(0);
  if (account.depositCents + deposit < 0) {
    const message = `The deposit of account ${account.accountId} is ${centsToDollars(account.depositCents)}; it can't be less by ${centsToDollars(negated(deposit))}.`;
    return [refusal('amount', 'more-than-deposit', message, 'Type at most the deposit, or check the account number.')];
  }
  // What we owe the customer more is what the account owes less, deposit and balance together.
  const amountCents = negated(deposit);
  const none = { shares: [], calculation: [], exception: null, taxCents: cents(0) };
  return { amountCents, effect: { deposit }, ...none };
}
