import type { Decimal } from 'decimal.js';
import { type Exact, ZERO, add, larger, multiply, smaller, subtract, toDecimal } from '../exact/exact.js';

/** What one tier took of the usage and cost. */
export interface TierRow {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly amount: Decimal;
}

export interface TierCharge {
  readonly amount: Exact;
  readonly rows: () => readonly TierRow[];
}

/**
 * Prices usage over tiers. `caps` are the cumulative limits of all tiers but the last, which takes the rest;
 * a cap below what lower tiers took gives its tier nothing. Fractions of a unit are kept.
 */
export function chargeTiers(usage: Exact, caps: readonly Exact[], prices: readonly Exact[]): TierCharge {
  const quantities: Exact[] = [];
  let used: Exact = ZERO;
  let amount: Exact = ZERO;
  prices.forEach((price, index) => {
    const cap = caps[index];
    const reach = cap === undefined ? usage : smaller(usage, cap);
    const quantity = larger(ZERO, subtract(reach, used));
    used = add(used, quantity);
    amount = add(amount, multiply(quantity, price));
    quantities.push(quantity);
  });
  return { amount, rows: () => quantities.map((quantity, index) => row(quantity, prices[index] ?? ZERO)) };
}

function row(quantity: Exact, price: Exact): TierRow {
  return { quantity: toDecimal(quantity), price: toDecimal(price), amount: toDecimal(multiply(quantity, price)) };
}
