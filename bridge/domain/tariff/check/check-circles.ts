import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { FieldPlan } from '../expression/expression.js';
import { type ClassNames, shownName } from './class-names.js';
import { errorAt } from './tariff-problem.js';

/** Fields that one message names; a circle may have thousands. */
const NAMED_MAX = 20;

/** Fields that need each other in a circle, each circle once. */
export function checkCircles(names: ClassNames): readonly TariffProblem[] {
  const problems: TariffProblem[] = [];
  const done = new Set<FieldPlan>();
  for (const field of names.fields) {
    for (const circle of circlesFrom(field, names, done)) problems.push(problemOfCircle(circle, names));
  }
  return problems;
}

/** The circles that are found on the way from a field, without recursion; fields that were followed are passed by. */
function* circlesFrom(start: FieldPlan, names: ClassNames, done: Set<FieldPlan>): Generator<readonly FieldPlan[]> {
  const path: { readonly field: FieldPlan; readonly left: FieldPlan[] }[] = [];
  const places = new Map<FieldPlan, number>();
  const enter = (field: FieldPlan) => {
    done.add(field);
    places.set(field, path.push({ field, left: [...names.needs(field)].reverse() }) - 1);
  };
  if (!done.has(start)) enter(start);
  for (let last = path.at(-1); last; last = path.at(-1)) {
    const next = last.left.pop();
    if (next === undefined) {
      places.delete(last.field);
      path.pop();
      continue;
    }
    const place = places.get(next);
    if (place !== undefined) yield path.slice(place).map(({ field }) => field);
    else if (!done.has(next)) enter(next);
  }
}

function problemOfCircle(circle: readonly FieldPlan[], names: ClassNames): TariffProblem {
  const first = circle.reduce((a, b) => (b.at.line < a.at.line ? b : a));
  const from = circle.indexOf(first);
  const turned = [...circle.slice(from), ...circle.slice(0, from), first].map(shownName);
  const shown = turned.length > NAMED_MAX ? [...turned.slice(0, NAMED_MAX), '...'] : turned;
  const what = `the fields of ${names.className} need each other in a circle: ${shown.join(' -> ')}`;
  return errorAt({ code: 'cycle', what, fix: 'Correct the formulas so that no field needs itself.' }, first.at);
}
