import { monthOf } from '../../../contract/month.js';
import type { RebillOffer } from '../../../contract/sheets/rebill.js';
import type { TypedAdjustment } from '../typed-adjustment.js';
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

/**
 * The Rebill sheet of the account, from the bill on that the row names: those after it may rest on it. What the row says for
 * the record goes along to its bill, which is the last one where none is named.
 */
function rebillOf({ typed, account, bill }: AdjustmentRow): RebillOffer {
  const { accountId } = account;
  if (bill?.accountId !== accountId) return { accountId };
  const { billNumber, periodTo } = bill;
  const offer = { accountId, typed: { bill: billNumber, cells: saidOf(typed) } };
  return typed.billNumber === null ? offer : { ...offer, fromMonth: monthOf(periodTo) };
}

function saidOf({ reason, note, document, documentsOn }: TypedAdjustment): Record<string, string> {
  const evidence = [document, documentsOn ?? ''].filter((part) => part !== '').join(', ');
  const said = Object.entries({ reason, note, document: evidence });
  return Object.fromEntries(said.filter(([, text]) => text !== ''));
}
