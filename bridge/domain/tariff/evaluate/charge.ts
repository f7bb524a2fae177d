import { type TariffPosition, TariffError } from '../../../contract/tariff-document.js';
import { type Exact, divide, exactFromInteger, isExact, multiply, roundHalfEven, subtract } from '../exact/exact.js';
import type { ChargeExpression, TierItem } from '../expression/expression.js';
import { chargeTiers } from './tiers.js';
import type { PartValue, Values } from './values.js';

const ONE = exactFromInteger(1);
const HUNDRED = exactFromInteger(100);

/** Prices usage over a charge's tiers. Throws TariffError: tier-lengths-differ, not-a-number, unknown-name. */
export function chargeOf(charge: ChargeExpression, values: Values): Exact {
  const { type, field, at } = charge;
  const starts = tierItems(values.read(charge.starts, at), at);
  const prices = tierItems(values.read(charge.prices, at), at);
  if (starts.length !== prices.length) throw lengthsDiffer(field, starts.length, prices.length, at);
  const budget = type === 'Budget' ? values.number(charge.budget, at) : null;
  const scale = charge.scale === null ? null : values.amount(charge.scale);
  const caps = starts.slice(1).map((start) => {
    const cap = type === 'Tiered' ? tieredCap(start, values) : budgetCap(start, values, charge, budget);
    return scale === null ? cap : multiply(cap, scale);
  });
  const usage = values.amount(charge.usage);
  const priced = chargeTiers(
    usage,
    caps,
    prices.map((price) => priceOf(price, values)),
  );
  values.trace?.tiers(priced.rows());
  return priced.amount;
}

/** In a Tiered charge a start is the first unit of its tier, so the tier below ends one unit before it. */
function tieredCap(start: TierItem, values: Values): Exact {
  if (start.kind === 'amount') return subtract(values.amount(start.value), ONE);
  throw notForTiered(start);
}

/** In a Budget charge a start is where the tier below ends; shares of the budget are whole units, halves to even. */
function budgetCap(start: TierItem, values: Values, charge: ChargeExpression, budget: Exact | null): Exact {
  switch (start.kind) {
    case 'amount':
      return values.amount(start.value);
    case 'indoor':
    case 'outdoor':
      return roundHalfEven(values.number(charge[start.kind], start.at));
    case 'percent':
      if (budget === null) throw notForTiered(start);
      return roundHalfEven(divide(multiply(values.amount(start.value), budget), HUNDRED) ?? budget);
  }
}

function priceOf(price: TierItem, values: Values): Exact {
  if (price.kind === 'amount') return values.amount(price.value);
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
