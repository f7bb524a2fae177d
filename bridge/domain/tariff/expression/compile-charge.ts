import { type TariffPosition, TariffError } from '../../../contract/tariff-document.js';
import type { ChargeExpression } from './expression.js';
import type { FieldScope } from './field-scope.js';

const TIER_NAMES: ReadonlyMap<string, { readonly starts: string; readonly prices: string; readonly budget: string }> =
  new Map([
    ['commodity_charge', { starts: 'tier_starts', prices: 'tier_prices', budget: 'budget' }],
    ['variable_drought_surcharge', { starts: 'tier_starts_drought', prices: 'tier_prices_drought', budget: 'budget' }],
    ['sewer_charge', { starts: 'sewer_tier_starts', prices: 'sewer_tier_prices', budget: 'sewer_budget' }],
  ]);

/**
 * Compiles a field that is exactly `Tiered` or `Budget`: usage priced over the class's tiers.
 * Throws TariffError "charge-type-misplaced" on a field that has no tiers of its own.
 */
export function compileCharge(type: 'Tiered' | 'Budget', at: TariffPosition, scope: FieldScope): ChargeExpression {
  const { field } = scope;
  const names = TIER_NAMES.get(field);
  if (names === undefined) {
    throw new TariffError({
      code: 'charge-type-misplaced',
      what: `${field} is ${type}; only ${[...TIER_NAMES.keys()].join(', ')} can be`,
      fix: 'Use a formula, or move the type to one of these fields.',
      at,
    });
  }
  return {
    kind: 'charge',
    type,
    field,
    starts: scope.slots(names.starts),
    prices: scope.slots(names.prices),
    budget: scope.slots(names.budget),
    indoor: scope.slots('indoor'),
    outdoor: scope.slots('outdoor'),
    usage: scope.read('usage_ccf', at),
    scale: scope.tierScale,
    at,
  };
}
