import type { Decimal } from 'decimal.js';
import { type Cents, CENTS_MAX, cents } from '../../../contract/money.js';
import { TariffError } from '../../../contract/tariff-document.js';
import { roundWhole } from '../exact/exact.js';
import type { BillRounding, LineKind } from '../settings/settings.js';
import type { BillLinePlan } from '../extensions/bill.js';

/** A line of a priced bill. The lines' cents add up to the bill's. */
export interface PricedLine {
  readonly component: string;
  readonly description: string;
  readonly kind: LineKind;
  /** Exact, not rounded. */
  readonly amount: Decimal;
  readonly cents: Cents;
}

/** Amounts that do not end are cut after 60 digits: of two that fall equally short, neither does so by its cut digits. */
const TIE_PLACES = 40;

type LineAmount = BillLinePlan & { readonly amount: Decimal };

/** Rounds a dollar amount to cents. Throws TariffError "amount-too-large". */
export function toCents(amount: Decimal, how: BillRounding['how']): Cents {
  const whole = roundWhole(amount.times(100), how).toNumber();
  // Below the bound, so that the cent that spreading adds still fits.
  if (Math.abs(whole) >= CENTS_MAX) throw tooLarge(amount);
  return cents(whole);
}

/**
 * The bill's lines in cents. Rounded at the line or the component, the bill is their sum. Rounded at the bill, the cents that
 * rounding gains or loses go to the lines whose own rounding was farthest off, so that the lines add up.
 * Throws TariffError: lines-do-not-add-up, amount-too-large.
 */
export function billLines(
  bill: Decimal,
  amounts: readonly LineAmount[],
  { at, how }: BillRounding,
): { readonly lines: readonly PricedLine[]; readonly billCents: Cents } {
  checkSum(bill, amounts);
  const shown = amounts.filter(({ optional, amount }) => !optional || !amount.isZero());
  const rounded = shown.map(({ component, description, kind, amount }) => ({
    component,
    description,
    kind,
    amount,
    cents: toCents(amount, how),
  }));
  const sum = rounded.reduce((total, line) => total + line.cents, 0);
  if (Math.abs(sum) >= CENTS_MAX) throw tooLarge(bill);
  if (at !== 'bill') return { lines: rounded, billCents: cents(sum) };
  const billCents = toCents(bill, how);
  return { lines: spread(rounded, billCents - sum), billCents };
}

function tooLarge(amount: Decimal): TariffError {
  return new TariffError({
    code: 'amount-too-large',
    what: `the amount ${amount.toPrecision(12)} is beyond what a bill can hold`,
    fix: 'Check the usage and the rates.',
    at: null,
  });
}

function spread(lines: readonly PricedLine[], difference: number): readonly PricedLine[] {
  if (difference === 0) return lines;
  const step = Math.sign(difference);
  const shortfall = (line: PricedLine) =>
    line.amount.times(100).minus(line.cents).times(step).toDecimalPlaces(TIE_PLACES);
  const neediest = lines
    .map((line, index) => ({ index, need: shortfall(line) }))
    .sort((a, b) => b.need.comparedTo(a.need) || a.index - b.index)
    .slice(0, Math.abs(difference))
    .map(({ index }) => index);
  return lines.map((line, index) => (neediest.includes(index) ? { ...line, cents: cents(line.cents + step) } : line));
}

function checkSum(bill: Decimal, lines: readonly LineAmount[]): void {
  const rest = lines.reduce((total, line) => total.minus(line.amount), bill);
  // Components that do not end are cut after 60 digits, so that their sum may miss the bill by less than this.
  if (rest.isZero() || rest.abs().lt('1e-40')) return;
  const sum = bill.minus(rest);
  throw new TariffError({
    code: 'lines-do-not-add-up',
    what: `the lines ${lines.map((line) => line.component).join(', ')} make ${sum.toFixed()}, the bill is ${bill.toFixed()}`,
    fix: 'Name every component of the bill formula once in the lines of the rate file.',
    at: null,
  });
}
