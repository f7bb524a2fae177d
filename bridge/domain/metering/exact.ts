import { Decimal } from 'decimal.js';

/** Decimals wide enough that no sum or product of readings is ever rounded. */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });
export type Exact = Decimal;

/** Decimal text without exponent, e.g. "1234.5". */
export function plain(value: Decimal): string {
  return value.toFixed();
}

/** A number for a sentence, at most one decimal and with commas, e.g. "12,345.5". */
export function spoken(value: Decimal | string): string {
  const [whole = '0', fraction] = new Exact(value).toDecimalPlaces(1).toFixed().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
