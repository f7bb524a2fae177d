import type { ExplainedStep } from '../evaluate/trace.js';
import type { BillInputs } from '../expression/class-scope.js';
import { feeComponent, feeDatum } from '../extensions/added-lines.js';
import type { Fee } from '../settings/settings.js';
import type { ExplainedFormula } from './explained-formula.js';

/** The steps without the fees that the data say nothing of: a tariff may have dozens, and a bill hardly ever one. */
export function withoutUnsaidFees(
  steps: readonly ExplainedStep[],
  fees: readonly Fee[],
  inputs: BillInputs,
): readonly ExplainedStep[] {
  const unsaid = new Set(
    fees.filter(({ fee }) => !Object.hasOwn(inputs, feeDatum(fee))).map(({ fee }) => feeComponent(fee)),
  );
  if (unsaid.size === 0) return steps;
  return steps
    .filter(({ component }) => !unsaid.has(component))
    .map((step) => (step.component === 'bill' ? withoutTerms(step, unsaid) : step));
}

/** The bill is a sum of names, and what is left out of it is zero. */
function withoutTerms(step: ExplainedStep, left: ReadonlySet<string>): ExplainedStep {
  return {
    ...step,
    text: step.text
      .split(' + ')
      .filter((term) => !left.has(term))
      .join(' + '),
    values: step.values.filter(({ name }) => !left.has(name)),
    formula: pruned(step.formula, left) ?? step.formula,
  };
}

/** The sum without the terms; null where nothing of it is left. */
function pruned(formula: ExplainedFormula, left: ReadonlySet<string>): ExplainedFormula | null {
  if (formula.kind === 'value') return left.has(formula.name) ? null : formula;
  if (formula.kind !== 'binary' || formula.operator !== '+') return formula;
  const [one, other] = [pruned(formula.left, left), pruned(formula.right, left)];
  return one && other ? { ...formula, left: one, right: other } : (one ?? other);
}
