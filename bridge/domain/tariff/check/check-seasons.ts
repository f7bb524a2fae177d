import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { ChoiceExpression } from '../expression/expression.js';
import type { Season } from '../settings/settings.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { errorAt, warningAt } from './tariff-problem.js';

/** Maps by season that lack a season of the settings, or have one that never comes. */
export function checkSeasons(names: ClassNames, seasons: readonly Season[]): readonly TariffProblem[] {
  if (seasons.length === 0 || names.field('season') !== null) return [];
  return names.fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((part) =>
      part.kind === 'choice' ? checkMap(part, names.where(field), names, seasons) : [],
    ),
  );
}

function checkMap(
  { slots, values, at }: ChoiceExpression,
  where: string,
  names: ClassNames,
  seasons: readonly Season[],
): readonly TariffProblem[] {
  const index = slots.findIndex((slot) => names.name(slot) === 'season');
  if (index < 0) return [];
  const keys = new Set([...values.keys()].map((key) => key.split('|')[index] ?? ''));
  const known = new Set(seasons.map(({ name }) => name));
  const missing = [...known].filter((name) => !keys.has(name));
  const strange = [...keys].filter((name) => !known.has(name));
  return [
    ...missing.map((name) => {
      const what = `${where} has no value for the season ${name}`;
      return errorAt({ code: 'season-missing', what, fix: 'Add the value, or correct the seasons.' }, at);
    }),
    ...strange.map((name) => {
      const what = `${where} has a value for "${name}", which is none of the seasons ${[...known].join(', ')}`;
      return warningAt({ code: 'unknown-season', what, fix: 'Correct the key or the seasons.' }, at);
    }),
  ];
}
