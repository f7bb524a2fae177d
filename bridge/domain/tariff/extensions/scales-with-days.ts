import type { ClassPlan } from '../compile-class.js';
import { isZero } from '../exact/exact.js';
import type { BinaryExpression, ChargeExpression, Expression } from '../expression/expression.js';
import { isFeeComponent } from './added-lines.js';

/** Data of which half of a period has half. */
const BY_DAYS: ReadonlySet<string> = new Set(['usage_gallons', 'water_bill', 'days_billed']);
/** Data that a bill run always gives where they are asked for. */
const ALWAYS_GIVEN = 'days_billed';

/**
 * What becomes of a value in a part of a period: nothing is zero in any, a share is its days' part of the whole, what is
 * the same does not change, and the rest is none of these, such as a share with a base added to it.
 */
type InPart = 'nothing' | 'share' | 'same' | 'other';

/**
 * Tells whether every line of a class is priced by days or by use alone, tiers, allowances and limits included: then the
 * parts of a period make up the whole. A base, a floor or a block that is not prorated would count once for each part.
 * Fees of the settings are charged by their number, and count once however a period is divided. A part that is as long
 * as a full period may be would be priced as one.
 */
export function scalesWithDays(plan: ClassPlan): boolean {
  if (plan.settings.proration?.fullPeriodDays) return false;
  const parts = new ClassParts(plan);
  return plan.lines
    .filter(({ component }) => !isFeeComponent(component, plan.settings))
    .every(({ slot }) => ['share', 'nothing'].includes(parts.ofSlot(slot)));
}

/** What becomes of the values of a class in a part of a period. */
class ClassParts {
  private readonly known = new Map<number, InPart>();

  constructor(private readonly plan: ClassPlan) {}

  ofSlot(slot: number): InPart {
    const before = this.known.get(slot);
    if (before !== undefined) return before;
    // A circle is no share of anything; the pricing names it.
    this.known.set(slot, 'other');
    const { name = '', field = null } = this.plan.slots[slot] ?? {};
    const data = BY_DAYS.has(name) ? 'share' : 'same';
    const own = field === null ? data : this.of(field.expression);
    // Data of a field's name stand in its place.
    const part = data === 'share' ? alike([own, data]) : own;
    this.known.set(slot, part);
    return part;
  }

  private of(expression: Expression): InPart {
    switch (expression.kind) {
      case 'number':
        return isZero(expression.value) ? 'nothing' : 'same';
      case 'name':
        return this.ofName(expression.slots);
      case 'negate':
        return this.of(expression.operand);
      case 'binary':
        return this.ofBinary(expression);
      case 'least':
      case 'greatest':
        return alike([this.of(expression.left), this.of(expression.right)]);
      case 'given':
        return this.ofGiven(expression);
      case 'choice': {
        const keys = alike(expression.slots.map((slot) => this.ofSlot(slot)));
        return isSame(keys) ? alike([...expression.values.values()].map((value) => this.of(value))) : 'other';
      }
      case 'charge':
        return this.ofCharge(expression);
      case 'round': {
        const operand = this.of(expression.operand);
        // Money that is rounded in every part may miss the whole by a cent; rounded use would miss it by a unit.
        return operand === 'share' && expression.to.gt('0.01') ? 'other' : operand;
      }
      case 'tiers':
        return alike(['same', ...expression.items.map(({ value }) => this.of(value))]);
      case 'registers':
      case 'fault':
        return 'other';
    }
  }

  /** Of several meanings the first that the class has counts, and where it has none the name is of the data. */
  private ofName(slots: readonly number[]): InPart {
    const meant = slots.find((slot) => this.plan.slots[slot]?.field) ?? slots[0];
    return meant === undefined ? 'other' : this.ofSlot(meant);
  }

  private ofBinary({ operator, left, right }: BinaryExpression): InPart {
    const [one, other] = [this.of(left), this.of(right)];
    switch (operator) {
      case '+':
      case '-':
        return alike([one, other]);
      case '*':
        if (one === 'nothing' || other === 'nothing') return 'nothing';
        return one === 'same' ? other : other === 'same' ? one : 'other';
      case '/':
        return one === 'nothing' || other === 'same' ? one : 'other';
      case '^':
        return isSame(one) && isSame(other) ? 'same' : 'other';
    }
  }

  private ofGiven({ slot, then, otherwise }: Extract<Expression, { kind: 'given' }>): InPart {
    if (this.plan.slots[slot]?.name === ALWAYS_GIVEN) return this.of(then);
    return alike([this.of(then), this.of(otherwise)]);
  }

  /** Tiers are a share where use and the tiers' limits are; their prices must be the same. */
  private ofCharge({ type, usage, scale, starts, prices, budget, indoor, outdoor }: ChargeExpression): InPart {
    const named = type === 'Budget' ? [starts, prices, budget, indoor, outdoor] : [starts, prices];
    const isFixed = isSame(alike(named.map((slots) => this.ofName(slots))));
    if (!isFixed || scale === null) return 'other';
    return alike([this.of(usage), this.of(scale)]);
  }
}

/** Parts of one kind, of which zero is; else other. */
function alike(parts: readonly InPart[]): InPart {
  const [first = 'nothing', ...others] = new Set(parts.filter((part) => part !== 'nothing'));
  return others.length === 0 ? first : 'other';
}

function isSame(part: InPart): boolean {
  return part === 'same' || part === 'nothing';
}
