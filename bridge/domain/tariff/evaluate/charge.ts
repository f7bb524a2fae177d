import { type TariffPosition, TariffError } from '../../../contract/tariff-document.js';
import { type Exact, exactFromInteger, isExact } from '../exact/exact.js';
import { ONCE, constant, minus, quotient, roundedHalfEven, times } from '../expression/build.js';
import type { ChargeExpression, Expression, TierItem } from '../expression/expression.js';
import { chargeTiers } from './tiers.js';
import type { PartValue, Values } from './values.js';

const HUNDRED = constant(exactFromInteger(100));

/** A charge's tiers for the bill at hand: the cumulative limits of all but the last, and the prices. */
export interface TierExpressions {
  readonly caps: readonly Expression[];
  readonly prices: readonly Expression[];
}

/** Prices usage over a charge's tiers. Throws TariffError: tier-lengths-differ, not-a-number, unknown-name. */
export function chargeOf(charge: ChargeExpression, values: Values): Exact {
  const { caps, prices } = tierExpressions(charge, values);
  const amount = (expression: Expression) => values.amount(expression);
  const priced = chargeTiers(amount(charge.usage), caps.map(amount), prices.map(amount));
  values.trace?.tiers(priced.rows());
  return priced.amount;
}

/** The tiers that the bill at hand has. Throws TariffError: tier-lengths-differ, not-a-number, unknown-name. */
export function tierExpressions(charge: ChargeExpression, values: Values): TierExpressions {
  const { type, field, at, scale } = charge;
  const starts = tierItems(values.read(charge.starts, at), at);
  const prices = tierItems(values.read(charge.prices, at), at);
  if (starts.length !== prices.length) throw lengthsDiffer(field, starts.length, prices.length, at);
  // A budget charge needs its budget, also where no tier is a share of it.
  if (type === 'Budget') values.number(charge.budget, at);
  const caps = starts.slice(1).map((start) => {
    const cap = type === 'Tiered' ? tieredCap(start) : budgetCap(start, charge);
    return scale === null ? cap : times(cap, scale);
  });
  return { caps, prices: prices.map(priceOf) };
}

/** In a Tiered charge a start is the first unit of its tier, so the tier below ends one unit before it. */
function tieredCap(start: TierItem): Expression {
  if (start.kind === 'amount') return minus(start.value, ONCE);
  throw notForTiered(start);
}

/** In a Budget charge a start is where the tier below ends; shares of the budget are whole units, halves to even. */
function budgetCap(start: TierItem, charge: ChargeExpression): Expression {
  switch (start.kind) {
    case 'amount':
      return start.value;
    case 'indoor':
    case 'outdoor':
      return roundedHalfEven({ kind: 'name', slots: charge[start.kind], at: start.at });
    case 'percent': {
      const budget: Expression = { kind: 'name', slots: charge.budget, at: charge.at };
      return roundedHalfEven(quotient(times(start.value, budget), HUNDRED));
    }
  }
}

function priceOf(price: TierItem): Expression {
  if (price.kind === 'amount') return price.value;
  throw new TariffError({
    code: 'not-a-number',
    what: `the tier price "${price.text}" is no amount`,
    fix: 'Give a price per unit.',
    at: price.at,
  });
}

/** A single number is a list of one tier. */
function tierItems(value: PartValue, at: TariffPosition): readonly TierItem[] {
  if (!isExact(value)) return value;
  return [{ kind: 'amount', text: '', at, value: { kind: 'number', value, text: '' } }];
}

function notForTiered(start: TierItem): TariffError {
  return new TariffError({
    code: 'not-a-number',
    what: `the tier start "${start.text}" needs a Budget charge`,
    fix: 'Write Budget in place of Tiered, or give the start in units.',
    at: start.at,
  });
}

function lengthsDiffer(field: string, starts: number, prices: number, at: TariffPosition): TariffError {
  return new TariffError({
    code: 'tier-lengths-differ',
    what: `${field} has ${starts} tier starts and ${prices} tier prices`,
    fix: 'Give every tier one start and one price.',
    at,
  });
}
