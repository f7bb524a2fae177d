import type { Expression } from '../expression/expression.js';

/** The expressions that an expression is made of, the last first; what a charge names by itself is not among them. */
export function children(expression: Expression): Iterable<Expression> {
  switch (expression.kind) {
    case 'negate':
    case 'round':
      return [expression.operand];
    case 'binary':
    case 'least':
    case 'greatest':
      return [expression.right, expression.left];
    case 'given':
      return [expression.then, expression.otherwise];
    case 'choice':
      return expression.values.values();
    case 'charge':
      return expression.scale === null ? [expression.usage] : [expression.usage, expression.scale];
    case 'tiers':
      return expression.items.filter(({ kind }) => kind === 'amount').map(({ value }) => value);
    case 'number':
    case 'name':
    case 'registers':
    case 'fault':
      return [];
  }
}

/** An expression with all that it is made of, itself first. Without recursion: a map may hold 100,000 values. */
export function* everyPart(expression: Expression): Generator<Expression> {
  const open = [expression];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (const child of children(next)) open.push(child);
  }
}
