import { type TariffPosition, TariffError } from '../../../contract/tariff-document.js';
import { type Exact, larger, negate, roundTo, smaller } from '../exact/exact.js';
import { calculated } from '../expression/calculated.js';
import type { BinaryExpression, ChoiceExpression, Expression } from '../expression/expression.js';
import { normaliseSize } from '../expression/map-key.js';
import { chargeOf } from './charge.js';
import { registersUse } from './registers.js';
import type { PartValue, Values } from './values.js';

/** Evaluates an expression exactly: a number, or a list of tiers. Throws TariffError. */
export function valueOf(expression: Expression, values: Values): PartValue {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return values.read(expression.slots, expression.at);
    case 'negate':
      return negate(values.amount(expression.operand));
    case 'binary':
      return calculate(expression, values.amount(expression.left), values.amount(expression.right));
    case 'round':
      return roundTo(values.amount(expression.operand), expression.to, expression.how);
    case 'least':
      return smaller(values.amount(expression.left), values.amount(expression.right));
    case 'greatest':
      return larger(values.amount(expression.left), values.amount(expression.right));
    case 'given':
      return valueOf(values.given(expression.slot) ? expression.then : expression.otherwise, values);
    case 'choice':
      return valueOf(chosen(expression, values), values);
    case 'charge':
      return chargeOf(expression, values);
    case 'registers':
      return registersUse(expression, values);
    case 'tiers':
      return expression.items;
    case 'fault':
      throw expression.error;
  }
}

/** The value of a map that the data choose. Throws TariffError: no-map-match, unknown-name. */
export function chosen({ field, slots, values: map, at }: ChoiceExpression, values: Values): Expression {
  const key = slots.map((slot) => normaliseSize(values.key(slot, at))).join('|');
  values.trace?.mapKey(key);
  const value = map.get(key);
  if (value !== undefined) return value;
  const names = slots.map((slot) => values.name(slot)).join('|');
  const known = [...map.keys()];
  const shown = known.slice(0, 20).join(', ') + (known.length > 20 ? ', ...' : '');
  throw new TariffError({
    code: 'no-map-match',
    what: `${field} has no value for ${names}${key === '' ? ', which is empty' : ` = ${key.slice(0, 80)}`}; it knows ${shown}`,
    fix: `Correct ${names.replaceAll('|', ' or ')} on the account, or add the value to the rate file.`,
    at,
  });
}

function calculate({ operator, at }: BinaryExpression, a: Exact, b: Exact): Exact {
  const value = calculated(operator, a, b);
  if (value !== null) return value;
  if (operator === '/') return fail('division-by-zero', 'the formula divides by zero', at);
  return fail('no-power', 'the power has no finite real value, or is above 99', at);
}

function fail(code: string, what: string, at: TariffPosition | null): never {
  throw new TariffError({ code, what, fix: 'Correct the formula, or the data that it uses.', at });
}
