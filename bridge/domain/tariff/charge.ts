import { type TariffPosition, TariffError } from '../../contract/tariff-document.js';
import type { ClassScope } from './class-scope.js';
import { compileName } from './compile-formula.js';
import { type Exact, divide, exactFromInteger, isExact, multiply, roundHalfEven, subtract } from './exact.js';
import type { PartValue, Run, TierItem } from './run.js';
import { chargeTiers } from './tiers.js';

/** Finds the slot of a name in a run. */
type Find = (run: Run) => number;

interface ChargeNames {
  readonly starts: Find;
  readonly prices: Find;
  readonly budget: Find;
  readonly indoor: Find;
  readonly outdoor: Find;
  readonly usage: Find;
}

const ONE = exactFromInteger(1);
const HUNDRED = exactFromInteger(100);

/**
 * Compiles a field that is exactly `Tiered` or `Budget`: usage priced over the class's tiers.
 * Throws TariffError "charge-type-misplaced" on a field that has no tiers of its own; the evaluation throws
 * tier-lengths-differ, not-a-number, unknown-name.
 */
export function compileCharge(
  type: 'Tiered' | 'Budget',
  field: string,
  at: TariffPosition,
  scope: ClassScope,
): (run: Run) => Exact {
  const names = chargeNames(field, scope);
  if (names === null) {
    throw new TariffError({
      code: 'charge-type-misplaced',
      what: `${field} is ${type}; only commodity_charge, variable_drought_surcharge and sewer_charge can be`,
      fix: 'Use a formula, or move the type to one of these fields.',
      at,
    });
  }
  const capOf = type === 'Tiered' ? tieredCap : budgetCap;
  return (run) => {
    const starts = tierItems(run.read(names.starts(run), at), at);
    const prices = tierItems(run.read(names.prices(run), at), at);
    if (starts.length !== prices.length) throw lengthsDiffer(field, starts.length, prices.length, at);
    const budget = type === 'Budget' ? run.number(names.budget(run), at) : null;
    const caps = starts.slice(1).map((start) => capOf(start, run, names, budget));
    const usage = run.number(names.usage(run), at);
    const charge = chargeTiers(
      usage,
      caps,
      prices.map((price) => priceOf(price, run)),
    );
    run.trace?.tiers(charge.rows());
    return charge.amount;
  };
}

function chargeNames(field: string, scope: ClassScope): ChargeNames | null {
  const find = (name: string) => compileName(name, field, scope);
  const shared = { indoor: find('indoor'), outdoor: find('outdoor'), usage: find('usage_ccf'), budget: find('budget') };
  switch (field) {
    case 'commodity_charge':
      return { ...shared, starts: find('tier_starts'), prices: find('tier_prices') };
    case 'variable_drought_surcharge':
      return { ...shared, starts: find('tier_starts_drought'), prices: find('tier_prices_drought') };
    case 'sewer_charge':
      return {
        ...shared,
        starts: find('sewer_tier_starts'),
        prices: find('sewer_tier_prices'),
        budget: find('sewer_budget'),
      };
    default:
      return null;
  }
}

/** In a Tiered charge a start is the first unit of its tier, so the tier below ends one unit before it. */
function tieredCap(start: TierItem, run: Run): Exact {
  if (start.kind === 'amount') return subtract(start.evaluate(run), ONE);
  throw notForTiered(start);
}

/** In a Budget charge a start is where the tier below ends; shares of the budget are whole units, halves to even. */
function budgetCap(start: TierItem, run: Run, names: ChargeNames, budget: Exact | null): Exact {
  switch (start.kind) {
    case 'amount':
      return start.evaluate(run);
    case 'indoor':
    case 'outdoor':
      return roundHalfEven(run.number(names[start.kind](run), start.at));
    case 'percent':
      if (budget === null) throw notForTiered(start);
      return roundHalfEven(divide(multiply(start.evaluate(run), budget), HUNDRED) ?? budget);
  }
}

function priceOf(price: TierItem, run: Run): Exact {
  if (price.kind === 'amount') return price.evaluate(run);
  throw new TariffError({
    code: 'not-a-number',
    what: `the tier price "${price.text}" is no amount`,
    fix: 'Give a price per unit.',
    at: price.at,
  });
}

/** A single number is a list of one tier. */
function tierItems(value: PartValue, at: TariffPosition): readonly TierItem[] {
  return isExact(value) ? [{ kind: 'amount', text: '', at, evaluate: () => value }] : value;
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
