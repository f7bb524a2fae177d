import { type Exact, add, divide, multiply, power, subtract } from '../exact/exact.js';
import type { Operator } from './formula.js';

/** What an operator makes of two numbers, exactly; null where they have no result: a division by zero, or no such power. */
export function calculated(operator: Operator, a: Exact, b: Exact): Exact | null {
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    case '^':
      return power(a, b);
  }
}
