import type { FieldPlan, Slot } from './run.js';

/** Gives every name of a class a number while the class is compiled, so that pricing needs no look-ups by name. */
export class ClassScope {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];

  slot(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** The slots, once all fields are compiled. */
  slots(fields: readonly FieldPlan[]): readonly Slot[] {
    const byName = new Map(fields.map((field) => [field.name, field]));
    for (const { name } of fields) this.slot(name);
    return this.names.map((name) => ({ name, field: byName.get(name) ?? null }));
  }
}
