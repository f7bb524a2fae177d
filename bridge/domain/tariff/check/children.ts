import type { Expression } from '../expression/expression.js';

/** The expressions that an expression is made of. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'negate':
    case 'round':
      return [expression.operand];
    case 'binary':
    case 'least':
    case 'greatest':
      return [expression.left, expression.right];
    case 'given':
      return [expression.then, expression.otherwise];
    case 'choice':
      return [...expression.values.values()];
    case 'charge': {
      const { starts, prices, budget, indoor, outdoor, usage, scale, at, type } = expression;
      const names = type === 'Budget' ? [starts, prices, budget] : [starts, prices];
      // indoor and outdoor count only where a tier start names them; that they are there is no use of them.
      const shares = type === 'Budget' ? [indoor, outdoor] : [];
      const read = [...names, ...shares].map((slots): Expression => ({ kind: 'name', slots, at }));
      return scale === null ? [...read, usage] : [...read, usage, scale];
    }
    case 'tiers':
      return expression.items.filter(({ kind }) => kind === 'amount').map(({ value }) => value);
    case 'number':
    case 'name':
    case 'registers':
    case 'fault':
      return [];
  }
}

/** An expression with all that it is made of, itself first. */
export function* everyPart(expression: Expression): Generator<Expression> {
  const open = [expression];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    open.push(...[...children(next)].reverse());
  }
}
