import { type Exact, exactFromInteger, toText } from '../exact/exact.js';
import type { Expression } from './expression.js';
import type { Operator } from './formula.js';

export function constant(value: Exact): Expression {
  return { kind: 'number', value, text: toText(value) };
}

export const NOTHING = constant(exactFromInteger(0));
export const ONCE = constant(exactFromInteger(1));

export function plus(left: Expression, right: Expression): Expression {
  return binary('+', left, right);
}

export function minus(left: Expression, right: Expression): Expression {
  return binary('-', left, right);
}

/** The product of all; null for none. */
export function product(factors: readonly Expression[]): Expression | null {
  return factors.length === 0 ? null : factors.reduce((left, right) => binary('*', left, right));
}

export function quotient(left: Expression, right: Expression): Expression {
  return binary('/', left, right);
}

export function least(left: Expression, right: Expression): Expression {
  return { kind: 'least', left, right };
}

export function greatest(left: Expression, right: Expression): Expression {
  return { kind: 'greatest', left, right };
}

function binary(operator: Operator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, at: null };
}
