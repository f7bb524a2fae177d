import type { FieldPlan } from './expression.js';

/** The values that a bill is priced from, by name, as text: usage_ccf, meter_size, carts ... */
export type BillInputs = Readonly<Record<string, string>>;

/** Text that other data imply where a name is not given itself, e.g. the season by the read date. */
export type Implied = (inputs: BillInputs) => string | undefined;

/** A name that a class defines or uses. */
export interface Slot {
  readonly name: string;
  readonly field: FieldPlan | null;
  readonly implied: Implied | null;
}

/** Gives every name of a class a number while the class is compiled, so that pricing needs no look-ups by name. */
export class ClassScope {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly implications = new Map<string, Implied>();

  slot(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** Says what a name is worth where the data do not give it. */
  imply(name: string, implied: Implied): number {
    this.implications.set(name, implied);
    return this.slot(name);
  }

  /** The slots, once all fields are compiled. */
  slots(fields: readonly FieldPlan[]): readonly Slot[] {
    const byName = new Map(fields.map((field) => [field.name, field]));
    for (const { name } of fields) this.slot(name);
    return this.names.map((name) => ({
      name,
      field: byName.get(name) ?? null,
      implied: this.implications.get(name) ?? null,
    }));
  }
}

/** The data's own text of a name, else what other data imply. */
export function textOf({ name, implied }: Slot, inputs: BillInputs): string | undefined {
  if (Object.hasOwn(inputs, name)) return inputs[name];
  return implied === null ? undefined : implied(inputs);
}
