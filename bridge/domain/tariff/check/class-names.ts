import type { ClassPlan } from '../compile-class.js';
import type { Expression, FieldPlan, NameSlots } from '../expression/expression.js';
import { everyPart } from './children.js';

/** The names of a class, and which field needs which. */
export class ClassNames {
  constructor(private readonly plan: ClassPlan) {}

  get fields(): readonly FieldPlan[] {
    return this.plan.slots.flatMap(({ field }) => field ?? []);
  }

  field(name: string): FieldPlan | null {
    return this.plan.slots.find((slot) => slot.name === name)?.field ?? null;
  }

  name(slot: number): string {
    return this.plan.slots[slot]?.name ?? '';
  }

  /** The field that a name means where the data give none of its meanings; null for data. */
  meant(slots: NameSlots): FieldPlan | null {
    return slots.map((slot) => this.plan.slots[slot]?.field ?? null).find((field) => field !== null) ?? null;
  }

  /** Tells whether other data imply the name. */
  isImplied(slot: number): boolean {
    return (this.plan.slots[slot]?.implied ?? null) !== null;
  }

  /** The fields that a field needs itself. */
  needs(field: FieldPlan): readonly FieldPlan[] {
    return [...everyPart(field.expression)].flatMap((part) => this.read(part));
  }

  /** The fields that a bill may need: its own and all that these need. */
  billed(): ReadonlySet<FieldPlan> {
    const reached = new Set<FieldPlan>();
    const lines = this.plan.lines.flatMap(({ component }) => this.field(component) ?? []);
    const open = [this.field('bill') ?? [], lines].flat();
    for (let next = open.pop(); next; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...this.needs(next));
    }
    return reached;
  }

  private read(part: Expression): readonly FieldPlan[] {
    if (part.kind === 'name') return [this.meant(part.slots) ?? []].flat();
    if (part.kind === 'choice') return part.slots.flatMap((slot) => this.plan.slots[slot]?.field ?? []);
    return [];
  }
}
