import type { TariffPosition } from '../../../contract/tariff-document.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { isKnownData, nearestName } from './known-data.js';
import { type TariffProblem, errorAt, warningAt } from './tariff-problem.js';

/** Faults of formulas, divisions by zero, and names that neither the class nor the usual data give. */
export function checkNames(className: string, names: ClassNames): readonly TariffProblem[] {
  return names.fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((part) => checkPart(part, field, className, names)),
  );
}

/** Fields that need each other in a circle, each circle once. */
export function checkCircles(className: string, names: ClassNames): readonly TariffProblem[] {
  const problems: TariffProblem[] = [];
  const done = new Set<FieldPlan>();
  for (const field of names.fields) {
    const circle = circleFrom(field, names, done);
    if (circle === null) continue;
    const path = circle.map(({ name }) => name).join(' -> ');
    const what = `the fields of ${className} need each other in a circle: ${path}`;
    problems.push(
      errorAt({ code: 'cycle', what, fix: 'Correct the formulas so that no field needs itself.' }, field.at),
    );
  }
  return problems;
}

function checkPart(part: Expression, field: FieldPlan, className: string, names: ClassNames): readonly TariffProblem[] {
  const where = `${field.name} of ${className}`;
  switch (part.kind) {
    case 'fault': {
      const { code, what, fix, line, column } = part.error;
      const at = { file: '', line: line ?? field.at.line, column: column ?? field.at.column };
      return [errorAt({ code, what: `${where}: ${what}`, fix }, at)];
    }
    case 'binary':
      return part.operator === '/' && part.right.kind === 'number' && Number(part.right.text) === 0
        ? [
            errorAt(
              { code: 'division-by-zero', what: `${where} divides by zero`, fix: 'Correct the formula.' },
              part.at ?? field.at,
            ),
          ]
        : [];
    case 'name':
      return names.meant(part.slots) === null ? unknown(part.slots, part.at ?? field.at, where, names) : [];
    case 'choice':
      return part.slots.flatMap((slot) => (names.meant([slot]) === null ? unknown([slot], part.at, where, names) : []));
    default:
      return [];
  }
}

function unknown(
  slots: readonly number[],
  at: TariffPosition,
  where: string,
  names: ClassNames,
): readonly TariffProblem[] {
  const meanings = slots.map((slot) => names.name(slot));
  const [name = ''] = meanings;
  if (slots.some((slot) => names.isImplied(slot)) || meanings.some(isKnownData)) return [];
  const nearest = nearestName(
    name,
    names.fields.map((field) => field.name),
  );
  const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
  return [
    warningAt(
      {
        code: 'unknown-data',
        what: `${where} needs "${name}", which must come with the account's data${hint}`,
        fix: `Correct the name, define it in the class, or give ${name} with every account.`,
      },
      at,
    ),
  ];
}

/** The circle that a field is in; null for none. Fields that were looked through are not followed again. */
function circleFrom(start: FieldPlan, names: ClassNames, done: Set<FieldPlan>): readonly FieldPlan[] | null {
  const path: { readonly field: FieldPlan; readonly left: FieldPlan[] }[] = [];
  const enter = (field: FieldPlan) => {
    done.add(field);
    path.push({ field, left: [...names.needs(field)] });
  };
  if (!done.has(start)) enter(start);
  for (let last = path.at(-1); last; last = path.at(-1)) {
    const next = last.left.pop();
    if (next === undefined) {
      path.pop();
      continue;
    }
    const index = path.findIndex(({ field }) => field === next);
    if (index >= 0) return [...path.slice(index).map(({ field }) => field), next];
    if (!done.has(next)) enter(next);
  }
  return null;
}
