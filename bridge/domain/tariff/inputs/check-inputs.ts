import type { Decimal } from 'decimal.js';
import { exactFromText } from '../exact/exact.js';
import { type BillInputs, type Slot, textOf } from '../expression/class-scope.js';
import type { InputSetting } from '../settings/settings.js';
import { inputError, inputNumber } from './input-number.js';

/** An input that is checked before a class is priced. */
export interface InputCheck {
  readonly slot: Slot;
  readonly limits: InputSetting;
}

/**
 * Checks the data of a bill against what the class allows.
 * Throws TariffError: not-a-number, negative-usage, number-too-large, too-many-decimals, input-out-of-range.
 */
export function checkInputs(checks: readonly InputCheck[], inputs: BillInputs): void {
  for (const { slot, limits } of checks) {
    const text = textOf(slot, inputs);
    if (text !== undefined) checkLimits(limits, inputNumber(limits.name, text, exactFromText(text.trim())));
  }
}

function checkLimits({ name, whole, decimals, minimum, maximum }: InputSetting, value: Decimal): void {
  const shown = value.toFixed();
  if (decimals !== null && value.decimalPlaces() > decimals) {
    const rule = decimals === 0 ? 'no decimals are allowed' : `at most ${decimals} decimals are allowed`;
    throw inputError('too-many-decimals', `${name} is ${shown}; ${rule} here`, name);
  }
  const outOfRange = (rule: string) =>
    inputError('input-out-of-range', `${name} is ${shown}; ${rule} in this class`, name);
  if (whole && !value.isInteger()) throw outOfRange('it must be a whole number');
  if (minimum && value.lt(minimum)) throw outOfRange(`at least ${minimum.toFixed()} is needed`);
  if (maximum && value.gt(maximum)) throw outOfRange(`at most ${maximum.toFixed()} are allowed`);
}
