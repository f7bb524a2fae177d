import { CENTS_MAX, cents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';

/** Adds two amounts. Throws `amounts-too-large`: studied rates may be anything. */
export function plus(a: Cents, b: Cents): Cents {
  if (Math.abs(a + b) <= CENTS_MAX) return cents(a + b);
  throw new CurbstopError({
    code: 'amounts-too-large',
    message: 'By these rates the bills add up to more than the ledger can hold.',
    fix: 'Check the prices and the billing unit of the rate file.',
  });
}
