import { cents, centsToDollars, negated, sumCents } from '../../../contract/money.js';
import type { AdjustmentFacts } from '../adjustment-facts.js';
import type { TypedAdjustment } from '../typed-adjustment.js';
import { isRefused, refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';

/** What moves to another account, as a positive amount of what is open on this one. */
export function workOutTransfer(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const target = [...sameAccount(row.typed), ...wrongTarget(row.typed, row.facts)];
  const amount = openAmount(row, row.typed.amountCents, 'transfer');
  if (target.length === 0) return amount;
  return isRefused(amount) ? [...amount, ...target] : target;
}

/** What is never paid: all that is open, or all that is of the service, where no amount is typed. */
export function workOutWriteOff(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed, account, facts } = row;
  if (typed.amountCents === null && facts.undecidedAccounts.has(account.accountId)) {
    const message = `Another row of account ${account.accountId} waits for approval, so that what it leaves open is not known yet.`;
    return [
      refusal('amount', 'others-wait', message, 'Type the amount, or push this row once the other is decided on.'),
    ];
  }
  return openAmount(row, typed.amountCents, 'write-off');
}

type Target = Pick<TypedAdjustment, 'otherAccountId' | 'accountId'>;

/** Whether a transfer goes to the account that it comes from. */
export function sameAccount({ otherAccountId, accountId }: Target): AdjustmentRefusal[] {
  if (otherAccountId !== accountId) return [];
  const message = 'It would go to the same account.';
  return [refusal('otherAccount', 'same-account', message, 'Type the other account number.')];
}

/** What is wrong with the account that a transfer goes to, whichever it comes from. */
export function wrongTarget(
  { otherAccountId: other, accountId }: Target,
  facts: Pick<AdjustmentFacts, 'accounts'>,
): AdjustmentRefusal[] {
  if (other === null || other === accountId) return [];
  const target = facts.accounts.get(other);
  if (target === undefined) {
    return [refusal('otherAccount', 'unknown-account', `There is no account "${other}".`, 'Check the account number.')];
  }
  if (target.status !== 'closed') return [];
  const message = `The account "${other}" is closed.`;
  return [refusal('otherAccount', 'account-closed', message, 'Look for the account in force.')];
}

function openAmount(
  { typed, account, open: items, facts }: AdjustmentRow,
  typedCents: AdjustmentRow['typed']['amountCents'],
  entry: 'transfer' | 'write-off',
): WorkedOut | readonly AdjustmentRefusal[] {
  const { service } = typed;
  const { accountId } = account;
  const chargeType = service === null ? null : facts.chart.chargeTypeOf(service, 'service');
  const open = sumCents(
    items.filter((item) => chargeType === null || item.chargeType === chargeType).map(({ openCents }) => openCents),
  );
  const amount = typedCents ?? open;
  const ofService = service === null ? '' : ` for ${service}`;
  if (open <= 0) {
    const message = `Nothing is open on account ${accountId}${ofService}.`;
    return [refusal('account', 'nothing-open', message, 'Clear the row, or check the account number.')];
  }
  if (amount > open) {
    const message = `${centsToDollars(amount)} is more than what is open on account ${accountId}${ofService}, ${centsToDollars(open)}.`;
    return [refusal('amount', 'too-much', message, `Type at most ${centsToDollars(open)}.`)];
  }
  return {
    ...{ amountCents: negated(amount), taxCents: cents(0), effect: { entry }, shares: [], exception: null },
    calculation: typedCents === null ? [`What is open on the account${ofService} is ${centsToDollars(open)}.`] : [],
  };
}
