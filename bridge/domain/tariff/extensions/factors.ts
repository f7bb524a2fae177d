import type { TariffScalar } from '../../../contract/tariff-document.js';
import { ONCE, constant, product, quotient, times } from '../expression/build.js';
import type { Expression } from '../expression/expression.js';
import { countsDwellingUnits } from '../settings/dwelling-units.js';
import type { Bound, Multiplier } from '../settings/settings.js';
import type { ClassBuilder } from './class-builder.js';

/** What multiplies amounts, tiers and allowances of a class. */
export interface Factors {
  readonly dwellingUnits: Expression;
  readonly proration: Expression;
}

/** Adds what the factors need. Days that the data do not give prorate nothing. */
export function addFactors(builder: ClassBuilder): Factors {
  const { scope, settings } = builder;
  const dwellingUnits = countsDwellingUnits(settings) ? builder.read('dwelling_units') : ONCE;
  if (settings.proration === null) return { dwellingUnits, proration: ONCE };
  const days = scope.slot('days_billed');
  const { periodDays } = settings.proration;
  const [full, name] =
    periodDays === null ? [builder.read('days_full'), 'days_full'] : [constant(periodDays), periodDays.toFixed()];
  const part: Expression = {
    kind: 'given',
    slot: days,
    then: quotient(builder.read('days_billed'), full),
    otherwise: ONCE,
  };
  return { dwellingUnits, proration: builder.add('proration', `days_billed / ${name}, else 1`, part) };
}

/** The factor of a component's tiers; null for none. */
export function tierScale(component: string, { settings }: ClassBuilder, factors: Factors): Expression | null {
  const of = (multiplier: Multiplier | null) => names(multiplier?.tiers ?? [], component);
  return chosenFactors(of(settings.dwellingUnits), of(settings.proration), factors);
}

/** The factor of allowances; null for none. */
export function allowanceScale({ settings }: ClassBuilder, factors: Factors): Expression | null {
  const { dwellingUnits, proration } = settings;
  return chosenFactors(dwellingUnits?.allowances ?? false, proration?.allowances ?? false, factors);
}

/** An amount of the settings with the factors that it asks for. */
export function boundAmount({ amount, perUnit, prorated }: Bound, builder: ClassBuilder, factors: Factors): Expression {
  return scaled(builder.amount(amount), chosenFactors(perUnit, prorated, factors));
}

/** Says what {@link boundAmount} is. */
export function boundText({ amount, perUnit, prorated }: Bound): string {
  return `${amount.text.trim()}${factorText(perUnit, prorated)}`;
}

/** Says what multiplies allowances. */
export function allowanceFactorText({ settings: { dwellingUnits, proration } }: ClassBuilder): string {
  return factorText(dwellingUnits?.allowances ?? false, proration?.allowances ?? false);
}

function factorText(perUnit: boolean, prorated: boolean): string {
  return `${perUnit ? ' * dwelling_units' : ''}${prorated ? ' * proration' : ''}`;
}

export function scaled(amount: Expression, factor: Expression | null): Expression {
  return factor === null ? amount : times(amount, factor);
}

/** Tells whether a list of names holds one. */
export function names(list: readonly TariffScalar[], name: string): boolean {
  return list.some(({ text }) => text.trim() === name);
}

function chosenFactors(perUnit: boolean, prorated: boolean, factors: Factors): Expression | null {
  return product([...(perUnit ? [factors.dwellingUnits] : []), ...(prorated ? [factors.proration] : [])]);
}
