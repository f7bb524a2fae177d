import { TariffError } from '../../../contract/tariff-document.js';
import { type Exact, ZERO, add, compare, exactFromText, multiply, roundTo, subtract, toText } from '../exact/exact.js';
import type { RegistersExpression } from '../expression/expression.js';
import { inputError, inputNumber } from '../inputs/input-number.js';
import type { Values } from './values.js';

/**
 * Use in billing units from registers in gallons, each reading rounded before the subtraction, as utilities do that
 * bill whole units off the dial. Throws TariffError: registers-differ, reading-missing, not-a-number, negative-usage.
 */
export function registersUse(expression: RegistersExpression, values: Values): Exact {
  const { to, how, unitsPerGallon } = expression;
  const [before, after] = [readings(expression.previous, values), readings(expression.current, values)];
  if (before.length !== after.length) throw registersDiffer(before.length, after.length);
  const rounded = (gallons: Exact) => roundTo(multiply(gallons, unitsPerGallon), to, how);
  return after.reduce<Exact>((total, gallons, index) => {
    const previous = before[index] ?? ZERO;
    if (compare(gallons, previous) < 0) throw runsBackwards(index, previous, gallons);
    return add(total, subtract(rounded(gallons), rounded(previous)));
  }, ZERO);
}

/** A register that passed its highest reading is a matter of the readings: only they know its dials. */
function runsBackwards(index: number, previous: Exact, current: Exact): TariffError {
  return inputError(
    'negative-usage',
    `current_reading of register ${index + 1} is ${toText(current)}, below its previous_reading ${toText(previous)}`,
    'the readings',
  );
}

function readings(slot: number, values: Values): readonly Exact[] {
  const text = values.text(slot)?.trim() ?? '';
  const name = values.name(slot);
  values.trace?.read(name, text);
  if (text === '') {
    const what = `use is taken from readings, and ${name} is missing`;
    throw inputError('reading-missing', what, name, { missing: name });
  }
  return text.split(/\s+/).map((part) => {
    const reading = inputNumber(name, part, exactFromText(part));
    if (reading.lt(0)) throw inputError('negative-usage', `${name} is ${part}; no register shows less than zero`, name);
    return reading;
  });
}

function registersDiffer(before: number, after: number): TariffError {
  return new TariffError({
    code: 'registers-differ',
    what: `previous_reading has ${before} registers and current_reading has ${after}`,
    fix: 'Give one previous and one current reading for each register.',
    at: null,
  });
}
