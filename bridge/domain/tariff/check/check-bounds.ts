import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { TariffScalar } from '../../../contract/tariff-document.js';
import { type Exact, ZERO, compare, exactFromText } from '../exact/exact.js';
import type { Bound } from '../settings/settings.js';
import type { ClassNames } from './class-names.js';
import { warningAt } from './tariff-problem.js';

/** Floors above their caps, and allowances and caps of use below zero, as far as the file says the amounts. */
export function checkBounds(names: ClassNames): readonly TariffProblem[] {
  const { limits, billMinimum, billMaximum, allowances, usage } = names.settings;
  return [
    ...limits.flatMap(({ component, minimum, maximum }) => crossed(component, minimum, maximum, names)),
    ...crossed('the bill', billMinimum, billMaximum, names),
    ...allowances.flatMap(({ component, usage: free }) => belowZero(`the allowance of ${component}`, free, names)),
    ...(usage.maximum === null ? [] : belowZero('the maximum of usage', usage.maximum, names)),
  ];
}

/** The cap comes last, so that the amount is always the cap. */
function crossed(
  component: string,
  minimum: Bound | null,
  maximum: Bound | null,
  names: ClassNames,
): readonly TariffProblem[] {
  if (minimum === null || maximum === null) return [];
  if (minimum.perUnit !== maximum.perUnit || minimum.prorated !== maximum.prorated) return [];
  const [least, most] = [amountOf(minimum.amount, names), amountOf(maximum.amount, names)];
  if (least === null || most === null || compare(least, most) <= 0) return [];
  const [floor, cap] = [minimum.amount, maximum.amount].map(({ text }) => text.trim());
  const what = `the minimum of ${component}, ${floor}, is above its maximum, ${cap}, so that it is always ${cap}`;
  return [warningAt({ code: 'minimum-above-maximum', what, fix: 'Correct one of the two.' }, minimum.amount.at)];
}

function belowZero(what: string, amount: TariffScalar, names: ClassNames): readonly TariffProblem[] {
  const value = amountOf(amount, names);
  if (value === null || compare(value, ZERO) >= 0) return [];
  const text = { code: 'negative-usage-setting', what: `${what} is below zero: ${amount.text.trim()}` };
  return [warningAt({ ...text, fix: 'Give the units of use from zero up.' }, amount.at)];
}

/** The number that an amount of the settings is, or that its field is; null for what the data decide. */
function amountOf({ text }: TariffScalar, names: ClassNames): Exact | null {
  const name = text.trim();
  const number = exactFromText(name);
  if (number !== null) return number;
  const expression = names.field(name)?.expression;
  return expression?.kind === 'number' ? expression.value : null;
}
