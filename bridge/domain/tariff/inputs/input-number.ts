import type { Decimal } from 'decimal.js';
import { TariffError, type TariffErrorFacts } from '../../../contract/tariff-document.js';
import { exactFromInteger } from '../exact/exact.js';

export const LARGEST_INPUT = 1e12;
const LARGEST = exactFromInteger(LARGEST_INPUT);

/**
 * Checks an input that is used as a number; `value` is the text as parsed, or null.
 * Throws TariffError: not-a-number, negative-usage, number-too-large.
 */
export function inputNumber(name: string, text: string, value: Decimal | null): Decimal {
  if (value === null) {
    const what = text.trim() === '' ? 'empty, and must be a number' : `"${text.slice(0, 80)}", which is not a number`;
    throw inputError('not-a-number', `${name} is ${what}`, name);
  }
  if (value.isNegative() && !value.isZero() && name.startsWith('usage')) {
    throw inputError('negative-usage', `${name} is ${text}; usage cannot be below zero`, name);
  }
  if (value.abs().gt(LARGEST)) {
    throw inputError('number-too-large', `${name} is ${text}; the limit is ${LARGEST.toFixed()}`, name);
  }
  return value;
}

/** An error of the data, not of the rate file; `lacks` names the data where a bill lacks them. */
export function inputError(
  code: string,
  what: string,
  name: string,
  lacks: Pick<TariffErrorFacts, 'missing'> = {},
): TariffError {
  return new TariffError({ code, what, fix: `Correct ${name} on the account or the reading.`, at: null, ...lacks });
}
