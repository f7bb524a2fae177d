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

function checkLimits(limits: InputSetting, value: Decimal): void {
  const broken = brokenLimit(limits, value);
  if (broken === null) return;
  const { name, decimals } = limits;
  const code = broken === decimalsRule(decimals) ? 'too-many-decimals' : 'input-out-of-range';
  throw inputError(code, `${name} is ${value.toFixed()}; ${broken} in this class`, name);
}

/** The limit that a value breaks, as a clause; null when it breaks none. */
export function brokenLimit({ whole, decimals, minimum, maximum }: InputSetting, value: Decimal): string | null {
  if (decimals !== null && value.decimalPlaces() > decimals) return decimalsRule(decimals);
  if (whole && !value.isInteger()) return 'it must be a whole number';
  if (minimum && value.lt(minimum)) return `at least ${minimum.toFixed()} is needed`;
  if (maximum && value.gt(maximum)) return `at most ${maximum.toFixed()} are allowed`;
  return null;
}

function decimalsRule(decimals: number | null): string {
  if (decimals === 0) return 'no decimals are allowed';
  return `at most ${decimals} decimals are allowed`;
}
