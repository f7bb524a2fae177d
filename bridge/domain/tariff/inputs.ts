import type { Decimal } from 'decimal.js';
import { TariffError } from '../../contract/tariff-document.js';
import { type RoundingHow, exactFromInteger, roundTo } from './exact.js';

/** How usage is rounded before pricing, in billing units, e.g. down to whole thousands of gallons. */
export interface UsageRounding {
  readonly to: Decimal;
  readonly how: RoundingHow;
}

/** What a tariff allows for an input, e.g. whole carts, at least one, at most four. */
export interface InputLimits {
  readonly name: string;
  readonly whole: boolean;
  readonly minimum: Decimal | null;
  readonly maximum: Decimal | null;
}

const LARGEST = exactFromInteger(1e12);

/**
 * Checks an input that is used as a number; `value` is the text as parsed, or null.
 * Throws TariffError: not-a-number, negative-usage, number-too-large.
 */
export function inputNumber(name: string, text: string, value: Decimal | null): Decimal {
  if (value === null) {
    throw inputError('not-a-number', `${name} is "${text.slice(0, 80)}", which is not a number`, name);
  }
  if (value.isNegative() && !value.isZero() && name.startsWith('usage')) {
    throw inputError('negative-usage', `${name} is ${text}; usage cannot be below zero`, name);
  }
  if (value.abs().gt(LARGEST)) {
    throw inputError('number-too-large', `${name} is ${text}; the limit is ${LARGEST.toFixed()}`, name);
  }
  return value;
}

export function roundUsage(usage: Decimal, { to, how }: UsageRounding): Decimal {
  return roundTo(usage, to, how);
}

/** Throws TariffError "input-out-of-range" when a value is not whole where it must be, too small or too large. */
export function checkLimits(limits: InputLimits, value: Decimal): void {
  const { name, whole, minimum, maximum } = limits;
  const shown = value.toFixed();
  if (whole && !value.isInteger()) throw outOfRange(name, shown, 'it must be a whole number');
  if (minimum && value.lt(minimum)) throw outOfRange(name, shown, `at least ${minimum.toFixed()} is needed`);
  if (maximum && value.gt(maximum)) throw outOfRange(name, shown, `at most ${maximum.toFixed()} are allowed`);
}

function outOfRange(name: string, shown: string, rule: string): TariffError {
  return inputError('input-out-of-range', `${name} is ${shown}; ${rule} in this class`, name);
}

function inputError(code: string, what: string, name: string): TariffError {
  return new TariffError({ code, what, fix: `Correct ${name} on the account or the reading.`, at: null });
}
