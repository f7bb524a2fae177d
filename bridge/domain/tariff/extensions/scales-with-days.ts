import type { ClassPlan } from '../compile-class.js';
import { isZero } from '../exact/exact.js';
import type { Expression } from '../expression/expression.js';

/** What is half as much in half of a period. */
const BY_DAYS: ReadonlySet<string> = new Set([
  'usage_ccf',
  'usage_gallons',
  'billed_usage',
  'water_bill',
  'days_billed',
  'proration',
]);

/**
 * Tells whether every line of a class is priced by days or by use alone, tiers, allowances and limits included: then the
 * parts of a period make up the whole. A base, a floor or a block that is not prorated would count once for each part.
 * Fees are charged by their number, and count once however a period is divided. A part that is as long as a full period
 * may be would be priced as one.
 */
export function scalesWithDays(plan: ClassPlan): boolean {
  if (plan.settings.proration?.fullPeriodDays) return false;
  const known = new Map<number, boolean>();
  const name = (slot: number): boolean => {
    const before = known.get(slot);
    if (before !== undefined) return before;
    const { name: own, field } = plan.slots[slot] ?? { name: '', field: null };
    // A circle scales with nothing; the pricing names it.
    known.set(slot, false);
    const scales = BY_DAYS.has(own) || (field !== null && of(field.expression));
    known.set(slot, scales);
    return scales;
  };
  const of = (expression: Expression): boolean => {
    switch (expression.kind) {
      case 'number':
        return isZero(expression.value);
      case 'name':
        return expression.slots.some(name);
      case 'negate':
        return of(expression.operand);
      case 'binary':
        return isNothing(expression, plan) || binary(expression.operator, of(expression.left), of(expression.right));
      case 'least':
      case 'greatest':
        return of(expression.left) && of(expression.right);
      case 'given':
        return of(expression.then) && of(expression.otherwise);
      case 'choice':
        return [...expression.values.values()].every(of);
      case 'charge':
        return of(expression.usage) && expression.scale !== null && of(expression.scale);
      case 'round':
        // Money that is rounded in every part may miss the whole by a cent; rounded use would miss it by a unit.
        return expression.to.lte('0.01') && of(expression.operand);
      case 'registers':
      case 'tiers':
      case 'fault':
        return false;
    }
  };
  return plan.lines.filter(({ kind }) => kind !== 'fee').every(({ slot }) => name(slot));
}

/** Tells whether an expression is zero whatever the data: a charge that the class does not have. */
function isNothing(expression: Expression, plan: ClassPlan): boolean {
  if (expression.kind === 'number') return isZero(expression.value);
  if (expression.kind === 'binary' && expression.operator === '*') {
    return isNothing(expression.left, plan) || isNothing(expression.right, plan);
  }
  if (expression.kind !== 'name') return false;
  const field = plan.slots[expression.slots[0]]?.field ?? null;
  return field !== null && field.kind === 'number' && isNothing(field.expression, plan);
}

function binary(operator: string, left: boolean, right: boolean): boolean {
  switch (operator) {
    case '+':
    case '-':
      return left && right;
    case '*':
      return left !== right;
    case '/':
      return left && !right;
    default:
      return false;
  }
}
