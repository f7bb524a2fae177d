import type { ClassPlan } from '../compile-class.js';
import { isZero } from '../exact/exact.js';
import type { ChargeExpression, Expression, FieldPlan, NameSlots } from '../expression/expression.js';
import type { ClassSettings } from '../settings/settings.js';
import { everyPart } from './children.js';

/** Data names that stand for use, with what the settings make of it. */
const USAGE = ['usage_ccf', 'billed_usage', 'usage_gallons'];
/** Longer chains of names are not followed to see whether a field is zero or a list. */
const FURTHEST = 20;

/** A class as it was compiled: what its names mean, and which field needs which. */
export class ClassNames {
  readonly fields: readonly FieldPlan[];
  private readonly byName: ReadonlyMap<string, FieldPlan>;
  private readonly needed = new Map<FieldPlan, readonly FieldPlan[]>();
  private readonly zeros = new Map<FieldPlan, boolean>();
  private readonly lists = new Map<FieldPlan, boolean>();

  constructor(private readonly plan: ClassPlan) {
    this.fields = plan.slots.flatMap(({ field }) => field ?? []);
    this.byName = new Map(this.fields.map((field) => [field.name, field]));
  }

  get className(): string {
    return this.plan.name;
  }

  get settings(): ClassSettings {
    return this.plan.settings;
  }

  field(name: string): FieldPlan | null {
    return this.byName.get(name) ?? null;
  }

  name(slot: number): string {
    return this.plan.slots[slot]?.name ?? '';
  }

  /** The field and its class, for messages; stages that the settings add bear the name of their field. */
  where(field: FieldPlan): string {
    return `${shownName(field)} of ${this.className}`;
  }

  /** The field that a name means where the data give none of its meanings; null for data. */
  meant(slots: readonly number[]): FieldPlan | null {
    for (const slot of slots) {
      const field = this.plan.slots[slot]?.field;
      if (field) return field;
    }
    return null;
  }

  /** Tells whether the settings or other data say where the name comes from. */
  isDeclared(slot: number): boolean {
    const name = this.name(slot);
    const { inputs, taxes } = this.settings;
    return (
      (this.plan.slots[slot]?.implied ?? null) !== null ||
      inputs.some((input) => input.name === name) ||
      taxes.some(({ exempt }) => exempt === name)
    );
  }

  /** The fields that a field needs itself. */
  needs(field: FieldPlan): readonly FieldPlan[] {
    const known = this.needed.get(field);
    if (known) return known;
    const needed = new Set<FieldPlan>();
    for (const part of everyPart(field.expression)) {
      for (const slots of this.namesIn(part)) {
        const meant = this.meant(slots);
        if (meant) needed.add(meant);
      }
    }
    const list = [...needed];
    this.needed.set(field, list);
    return list;
  }

  /** The fields that bills may need: the bill, its lines, and all that these need. */
  billed(): ReadonlySet<FieldPlan> {
    return this.reached(this.roots());
  }

  /** The bill and its lines, in the order in which they are worked out. */
  roots(): readonly FieldPlan[] {
    return ['bill', ...this.plan.lines.map(({ component }) => component)].flatMap((name) => this.field(name) ?? []);
  }

  /** Tells whether a field is worked out from use. */
  usesUsage(field: FieldPlan): boolean {
    return [...this.reached([field])].some(
      ({ name, expression }) =>
        USAGE.includes(name) || [...everyPart(expression)].some((part) => this.namesUsage(part)),
    );
  }

  /** Tells whether an expression names use itself. */
  namesUsage(part: Expression): boolean {
    return part.kind === 'name' && part.slots.some((slot) => USAGE.includes(this.name(slot)));
  }

  /** Tells whether the value can only be zero, as far as the file says. */
  isZero(expression: Expression, further = FURTHEST): boolean {
    const zero = (part: Expression) => this.isZero(part, further);
    switch (expression.kind) {
      case 'number':
        return isZero(expression.value);
      case 'name':
        return this.isZeroField(this.meant(expression.slots), further);
      case 'negate':
      case 'round':
        return zero(expression.operand);
      case 'binary':
        if (expression.operator === '*') return zero(expression.left) || zero(expression.right);
        if (expression.operator === '/') return zero(expression.left);
        return expression.operator !== '^' && zero(expression.left) && zero(expression.right);
      case 'choice':
        return [...expression.values.values()].every(zero);
      case 'tiers':
        return expression.items.every(({ kind, value }) => kind === 'amount' && zero(value));
      case 'charge':
        return this.isZeroField(this.meant(expression.prices), further);
      default:
        return false;
    }
  }

  /** Tells whether the value is a list of tiers, or may be one. */
  isList(expression: Expression, further = FURTHEST): boolean {
    if (expression.kind === 'tiers') return true;
    if (expression.kind === 'choice') return [...expression.values.values()].some((value) => value.kind === 'tiers');
    const field = expression.kind === 'name' ? this.meant(expression.slots) : null;
    if (field === null || further === 0) return false;
    return remembered(this.lists, field, () => this.isList(field.expression, further - 1));
  }

  private isZeroField(field: FieldPlan | null, further: number): boolean {
    if (field === null || further === 0) return false;
    return remembered(this.zeros, field, () => this.isZero(field.expression, further - 1));
  }

  private reached(from: readonly FieldPlan[]): ReadonlySet<FieldPlan> {
    const reached = new Set<FieldPlan>();
    const open = [...from];
    for (let next = open.pop(); next; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const field of this.needs(next)) open.push(field);
    }
    return reached;
  }

  private namesIn(part: Expression): readonly (readonly number[])[] {
    if (part.kind === 'name') return [part.slots];
    if (part.kind === 'choice') return part.slots.map((slot) => [slot]);
    return part.kind === 'charge' ? this.namesOfCharge(part) : [];
  }

  private namesOfCharge(charge: ChargeExpression): readonly NameSlots[] {
    const { type, starts, prices, budget, indoor, outdoor } = charge;
    if (type === 'Tiered') return [starts, prices];
    const shares = this.sharesIn(starts);
    return [
      starts,
      prices,
      budget,
      ...(shares.has('indoor') ? [indoor] : []),
      ...(shares.has('outdoor') ? [outdoor] : []),
    ];
  }

  /** The kinds of tier starts that a charge's lists hold. */
  sharesIn(starts: NameSlots): ReadonlySet<string> {
    const expression = this.meant(starts)?.expression;
    const kinds = new Set<string>();
    for (const part of expression ? everyPart(expression) : []) {
      if (part.kind === 'tiers') for (const { kind } of part.items) kinds.add(kind);
    }
    return kinds;
  }
}

/** The file's name of a field, also of a stage on the way to it. */
export function shownName({ name }: FieldPlan): string {
  return name.split(/ before | of its /)[0] ?? name;
}

/** While an answer is worked out, a field that needs itself is taken for a no. */
function remembered(answers: Map<FieldPlan, boolean>, field: FieldPlan, find: () => boolean): boolean {
  const known = answers.get(field);
  if (known !== undefined) return known;
  answers.set(field, false);
  const answer = find();
  answers.set(field, answer);
  return answer;
}
