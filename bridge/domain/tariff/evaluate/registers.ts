import { TariffError } from '../../../contract/tariff-document.js';
import { type Exact, ZERO, add, exactFromText, multiply, roundTo, subtract } from '../exact/exact.js';
import type { RegistersExpression } from '../expression/expression.js';
import { inputNumber } from '../inputs/input-number.js';
import type { Values } from './values.js';

/**
 * Use in billing units from registers in gallons, each reading rounded before the subtraction, as utilities do that
 * bill whole units off the dial. Throws TariffError: registers-differ, not-a-number, negative-usage.
 */
export function registersUse(expression: RegistersExpression, values: Values): Exact {
  const { to, how, unitsPerGallon } = expression;
  const [before, after] = [readings(expression.previous, values), readings(expression.current, values)];
  if (before.length !== after.length) throw registersDiffer(before.length, after.length);
  const rounded = (gallons: Exact) => roundTo(multiply(gallons, unitsPerGallon), to, how);
  return after.reduce((total, gallons, index) => {
    const use = subtract(rounded(gallons), rounded(before[index] ?? ZERO));
    return add(total, use);
  }, ZERO);
}

function readings(slot: number, values: Values): readonly Exact[] {
  const text = values.text(slot) ?? '';
  const name = values.name(slot);
  values.trace?.read(name, text);
  return text
    .trim()
    .split(/\s+/)
    .map((part) => inputNumber(name, part, exactFromText(part)));
}

function registersDiffer(before: number, after: number): TariffError {
  return new TariffError({
    code: 'registers-differ',
    what: `previous_reading has ${before} registers and current_reading has ${after}`,
    fix: 'Give one previous and one current reading for each register.',
    at: null,
  });
}
