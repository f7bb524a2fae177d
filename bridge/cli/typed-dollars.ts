import { InvalidArgumentError } from 'commander';
import { typedAmountToCents, type Cents } from '../contract/money.js';

/** An amount as a person types it on the command line, read as the pane reads it. */
export function typedDollars(text: string): Cents {
  const amount = typedAmountToCents(text);
  if (amount !== null) return amount;
  throw new InvalidArgumentError('It must be dollars such as 1234.56 or 1,234.56.');
}

/** An amount of more than nothing as a person types it on the command line. */
export function typedDollarsPaid(text: string): Cents {
  const amount = typedDollars(text);
  if (amount > 0) return amount;
  throw new InvalidArgumentError('It must be more than zero.');
}
