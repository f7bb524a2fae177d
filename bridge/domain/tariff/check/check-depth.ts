import type { TariffProblem } from '../../../contract/tariff-check.js';
import { FIELDS_DEEPEST } from '../evaluate/run.js';
import type { FieldPlan } from '../expression/expression.js';
import { type ClassNames, shownName } from './class-names.js';
import { errorAt } from './tariff-problem.js';

/**
 * A chain of fields longer than the evaluation follows, the first on the way from the bill. Fields are followed in the
 * order in which they are worked out, each once, because a value that is known ends a chain.
 */
export function checkDepth(names: ClassNames): readonly TariffProblem[] {
  const done = new Set<FieldPlan>();
  for (const root of names.roots()) {
    const field = tooDeepFrom(root, names, done);
    if (field === null) continue;
    const what = `${shownName(root)} of ${names.className} needs more than ${FIELDS_DEEPEST} fields in a chain, down to ${shownName(field)}`;
    return [errorAt({ code: 'fields-too-deep', what, fix: 'Shorten the chain of formulas.' }, field.at)];
  }
  return [];
}

/** The first field that stands too far from another; without recursion. */
function tooDeepFrom(root: FieldPlan, names: ClassNames, done: Set<FieldPlan>): FieldPlan | null {
  if (done.has(root)) return null;
  const left = (field: FieldPlan) => [...names.needs(field)].reverse();
  const path = [left(root)];
  done.add(root);
  for (let last = path.at(-1); last; last = path.at(-1)) {
    const next = last.pop();
    if (next === undefined) path.pop();
    else if (!done.has(next)) {
      if (path.length >= FIELDS_DEEPEST) return next;
      done.add(next);
      path.push(left(next));
    }
  }
  return null;
}
