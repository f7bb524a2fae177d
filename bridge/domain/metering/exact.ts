import { Decimal } from 'decimal.js';

/** Decimals wide enough that no sum or product of readings is ever rounded. */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });
export type Exact = Decimal;

/** Decimal text without exponent, e.g. "1234.5". */
export function plain(value: Decimal): string {
  return value.toFixed();
}

/** A number for a sentence, with commas, and with one decimal only where it matters: "12,345", "7.5". */
export function spoken(value: Decimal | string): string {
  const exact = new Exact(value);
  const [whole = '0', fraction] = exact
    .toDecimalPlaces(exact.abs().gte(100) ? 0 : 1)
    .toFixed()
    .split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
