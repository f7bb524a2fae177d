import { monthOf } from '../../../contract/month.js';
import { refusal, type AdjustmentRefusal, type AdjustmentRow } from '../worked-out.js';

/** Where a rebill is typed: its own sheet, which the row leads to with its account and its bill. */
export function toRebill(row: AdjustmentRow): AdjustmentRefusal[] {
  const message = 'A rebill is made in its own sheet, which shows what each bill was made of.';
  const fix = 'Pull Rebill with the button beside the row, put the bill right there and push it.';
  return [{ ...refusal('kind', 'pull-rebill', message, fix), rebill: rebillOf(row) }];
}

/** A correction without an amount: what it comes to is what the bill comes to once it is made again. */
export function amountByRebill(row: AdjustmentRow, billNumber: number): AdjustmentRefusal {
  const message = `What bill ${billNumber} should have been is worked out by making it again, not here.`;
  const fix = 'Pull Rebill with the button beside the row and put the bill right there; or type the amount.';
  return { ...refusal('amount', 'pull-rebill', message, fix), rebill: rebillOf(row) };
}

/** The Rebill sheet of the account, from the bill on that the row names: those after it may rest on it. */
function rebillOf({ typed, account, bill }: AdjustmentRow): NonNullable<AdjustmentRefusal['rebill']> {
  const { accountId } = account;
  if (typed.billNumber === null || bill?.accountId !== accountId) return { accountId };
  return { accountId, fromMonth: monthOf(bill.periodTo) };
}
