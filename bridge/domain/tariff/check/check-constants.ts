import type { TariffProblem } from '../../../contract/tariff-check.js';
import { FIELDS_DEEPEST } from '../evaluate/run.js';
import { type Exact, isBounded, larger, negate, roundTo, smaller } from '../exact/exact.js';
import { calculated } from '../expression/calculated.js';
import type { BinaryExpression, Expression, FieldPlan } from '../expression/expression.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { errorAt } from './tariff-problem.js';

/** Arithmetic on the file's own numbers that has no result: whatever the data, no bill that needs it can be priced. */
export function checkConstants(names: ClassNames): readonly TariffProblem[] {
  const constants = new Constants(names);
  for (const field of names.fields) constants.ofField(field);
  return constants.problems;
}

/** The values of a class that no data decide, worked out once each. */
class Constants {
  readonly problems: TariffProblem[] = [];
  private readonly known = new Map<FieldPlan, Exact | null>();
  private depth = 0;

  constructor(private readonly names: ClassNames) {}

  /** Null where data decide, where there is no value, and for a field that needs itself. */
  ofField(field: FieldPlan): Exact | null {
    const before = this.known.get(field);
    if (before !== undefined) return before;
    if (this.depth >= FIELDS_DEEPEST) return null;
    this.known.set(field, null);
    this.depth += 1;
    const value = this.boundedValue(field);
    this.depth -= 1;
    this.known.set(field, value);
    return value;
  }

  private boundedValue(field: FieldPlan): Exact | null {
    const value = this.valueIn(field);
    if (value === null || isBounded(value)) return value;
    this.report('number-too-large', 'grows beyond what can be worked out', field, field.at);
    return null;
  }

  /** Works out the field's parts, the innermost first: formulas may be deeper than calls may. */
  private valueIn(field: FieldPlan): Exact | null {
    const values = new Map<Expression, Exact | null>();
    const value = (part: Expression) => values.get(part) ?? null;
    const parts = [...everyPart(field.expression)].reverse();
    for (const part of parts) values.set(part, this.valueOf(part, value, field));
    return value(field.expression);
  }

  private valueOf(part: Expression, value: (part: Expression) => Exact | null, field: FieldPlan): Exact | null {
    switch (part.kind) {
      case 'number':
        return part.value;
      case 'name': {
        const meant = this.names.meant(part.slots);
        return meant === null || meant.onlyWith !== null ? null : this.ofField(meant);
      }
      case 'negate':
        return applied([value(part.operand)], negate);
      case 'round':
        return applied([value(part.operand)], (operand) => roundTo(operand, part.to, part.how));
      case 'least':
        return applied([value(part.left), value(part.right)], smaller);
      case 'greatest':
        return applied([value(part.left), value(part.right)], larger);
      case 'binary':
        return applied([value(part.left), value(part.right)], (left, right) =>
          this.calculated(part, left, right, field),
        );
      default:
        return null;
    }
  }

  private calculated(part: BinaryExpression, left: Exact, right: Exact, field: FieldPlan): Exact | null {
    const value = calculated(part.operator, left, right);
    if (value !== null) return value;
    if (part.operator === '/') return this.report('division-by-zero', 'divides by zero', field, part.at);
    return this.report('no-power', 'has a power without a finite real value, or above 99', field, part.at);
  }

  private report(code: string, fault: string, field: FieldPlan, at: FieldPlan['at'] | null): null {
    const what = `${this.names.where(field)} ${fault}`;
    this.problems.push(errorAt({ code, what, fix: 'Correct the formula.' }, at ?? field.at));
    return null;
  }
}

/** What becomes of values that are all known; null where one is not. */
function applied(
  [one, other]: readonly [Exact | null, (Exact | null)?],
  apply: (one: Exact, other: Exact) => Exact | null,
): Exact | null {
  if (one === null || other === null) return null;
  return apply(one, other ?? one);
}
