import { type Exact, exactFromText, multiply, toText, wholeRatio } from '../exact/exact.js';
import { minus } from '../expression/build.js';
import type { Expression, RegistersExpression } from '../expression/expression.js';
import type { ExplainedFormula } from '../explain/explained-formula.js';
import { tierExpressions } from './charge.js';
import { chosen } from './evaluate.js';
import type { Values } from './values.js';

/** How an expression was worked out for the bill at hand, once it has been. Throws TariffError as the evaluation does. */
export function formulaOf(expression: Expression, values: Values): ExplainedFormula {
  const of = (operand: Expression) => formulaOf(operand, values);
  switch (expression.kind) {
    case 'number':
      return numberFormula(expression.value);
    case 'name': {
      const slot = values.meant(expression.slots);
      return { kind: 'value', from: values.given(slot) ? 'data' : 'step', name: values.name(slot) };
    }
    case 'negate':
      return { kind: 'negate', operand: of(expression.operand) };
    case 'binary': {
      const { operator, left, right } = expression;
      return { kind: 'binary', operator, left: of(left), right: of(right) };
    }
    case 'round':
      return { kind: 'round', operand: of(expression.operand), to: toText(expression.to), how: expression.how };
    case 'least':
    case 'greatest':
      return { kind: expression.kind, left: of(expression.left), right: of(expression.right) };
    case 'given':
      return of(values.given(expression.slot) ? expression.then : expression.otherwise);
    case 'choice':
      return of(chosen(expression, values));
    case 'charge': {
      const { caps, prices } = tierExpressions(expression, values);
      return { kind: 'tiers', usage: of(expression.usage), caps: caps.map(of), prices: prices.map(of) };
    }
    case 'registers':
      return registersFormula(expression, values, of);
    case 'tiers':
      return { kind: 'list' };
    case 'fault':
      throw expression.error;
  }
}

/** A number; one that does not end is written as the quotient that it is. */
function numberFormula(value: Exact): ExplainedFormula {
  const { over, under } = wholeRatio(value);
  const text = toText(value);
  const shown = exactFromText(text);
  if (shown?.times(under).eq(over)) return { kind: 'number', text };
  const part = (whole: Exact): ExplainedFormula => ({ kind: 'number', text: toText(whole) });
  return { kind: 'binary', operator: '/', left: part(over), right: part(under) };
}

function registersFormula(
  { previous, current, unitsPerGallon, to, how }: RegistersExpression,
  values: Values,
  of: (expression: Expression) => ExplainedFormula,
): ExplainedFormula {
  const readings = (slot: number) =>
    (values.text(slot) ?? '')
      .trim()
      .split(/\s+/)
      .flatMap((text) => exactFromText(text) ?? []);
  const rounded = (gallons: Exact): Expression => {
    const units: Expression = { kind: 'number', value: multiply(gallons, unitsPerGallon), text: '' };
    return { kind: 'round', operand: units, to, how };
  };
  const before = readings(previous);
  const uses = readings(current).map((after, index) => {
    const first = before[index];
    return first === undefined ? rounded(after) : minus(rounded(after), rounded(first));
  });
  return of(uses.reduce((left, right) => ({ kind: 'binary', operator: '+', left, right, at: null })));
}
