import type { TariffScalar } from '../../../contract/tariff-document.js';
import { exactFromText } from '../exact/exact.js';
import { ONCE, constant, product, quotient, times } from '../expression/build.js';
import type { Expression } from '../expression/expression.js';
import { countsDwellingUnits } from '../settings/dwelling-units.js';
import type { Bound, DayRange, Multiplier } from '../settings/settings.js';
import type { ClassBuilder } from './class-builder.js';

const IS_FULL = 'is a full period';

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
  const { periodDays, fullPeriodDays } = settings.proration;
  const [full, name] =
    periodDays === null ? [builder.read('days_full'), 'days_full'] : [constant(periodDays), periodDays.toFixed()];
  const share = quotient(builder.read('days_billed'), full);
  const part: Expression = {
    kind: 'given',
    slot: days,
    then: fullPeriodDays === null ? share : unlessFull(share, fullPeriodDays, builder),
    otherwise: ONCE,
  };
  const range = fullPeriodDays === null ? '' : `, 1 from ${fullPeriodDays.from} to ${fullPeriodDays.to} days`;
  return { dwellingUnits, proration: builder.add('proration', `days_billed / ${name}${range}, else 1`, part) };
}

/** Bills whose days are about those of a period are not prorated. */
function unlessFull(share: Expression, { from, to }: DayRange, { scope, settings, at }: ClassBuilder): Expression {
  const otherwise = settings.inputs.find(({ name }) => name === 'days_billed')?.default;
  const isFull = scope.imply(IS_FULL, ({ days_billed: given = otherwise ?? '' }) => {
    const days = exactFromText(given.trim());
    return days?.gte(from) && days.lte(to) ? 'yes' : 'no';
  });
  const values = new Map([
    ['yes', ONCE],
    ['no', share],
  ]);
  return { kind: 'choice', field: IS_FULL, slots: [isFull], values, at };
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
