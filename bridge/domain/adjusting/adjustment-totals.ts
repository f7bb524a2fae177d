import { centsToDollars, sumCents, type Cents } from '../../contract/money.js';

/** What rows of adjustments that were posted come to, an amount a row. */
export interface PostedAmounts {
  /** What each of them changed, its tax included; a credit is negative. */
  readonly adjusted: readonly Cents[];
  /** What of that is tax. */
  readonly taxCents: Cents;
  /** What each of the others moved to another account or wrote off, as more than zero. */
  readonly moved: readonly Cents[];
}

/** The totals of a receipt, over all that was posted with it by whichever word. */
export function adjustmentTotals(posted: readonly PostedAmounts[]): { label: string; value: string }[] {
  const adjusted = posted.flatMap((each) => each.adjusted);
  const moved = posted.flatMap((each) => each.moved);
  const tax = sumCents(posted.map(({ taxCents }) => taxCents));
  const total = (label: string, amount: Cents) => ({ label, value: centsToDollars(amount) });
  return [
    { label: 'Adjustments', value: String(adjusted.length + moved.length) },
    total('Credits', sumCents(adjusted.filter((amount) => amount < 0))),
    total('Charges', sumCents(adjusted.filter((amount) => amount > 0))),
    total('Net', sumCents(adjusted)),
    ...(tax === 0 ? [] : [total('Of it tax', tax)]),
    ...(moved.length === 0 ? [] : [total('Moved or written off', sumCents(moved))]),
  ];
}
