import { InvalidArgumentError } from 'commander';
import { decimalTextToCents, type Cents } from '../contract/money.js';

/** An amount of more than nothing as a person types it on the command line. */
export function typedDollars(text: string): Cents {
  const amount = decimalTextToCents(text);
  if (amount !== null && amount > 0) return amount;
  throw new InvalidArgumentError('It must be dollars, more than zero, such as 1234.56.');
}
