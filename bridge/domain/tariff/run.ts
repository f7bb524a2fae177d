import { type TariffPosition, TariffError } from '../../contract/tariff-document.js';
import { type Exact, exactFromText, isExact, toText } from './exact.js';
import { type UsageRounding, inputNumber, roundUsage } from './inputs.js';
import type { FieldFacts, Trace } from './trace.js';

/** The values that a bill is priced from, by name, as text: usage_ccf, meter_size, carts ... */
export type BillInputs = Readonly<Record<string, string>>;

/** A tier's start or price, evaluated only when its tier is reached. */
export interface TierItem {
  readonly kind: 'amount' | 'percent' | 'indoor' | 'outdoor';
  readonly text: string;
  readonly at: TariffPosition;
  /** The amount, or the percentage; `indoor` and `outdoor` have none of their own. */
  readonly evaluate: (run: Run) => Exact;
}

/** What a field is worth: a number, or a list of tier starts or prices. */
export type PartValue = Exact | readonly TierItem[];

/** A field of a class, compiled. */
export interface FieldPlan extends FieldFacts {
  readonly evaluate: (run: Run) => PartValue;
}

/** A name that a class defines or uses. */
export interface Slot {
  readonly name: string;
  readonly field: FieldPlan | null;
}

const DEEPEST = 200;

/** One evaluation of one class for one set of inputs: on demand, each name once. */
export class Run {
  private readonly values: (PartValue | undefined)[] = [];
  private readonly failures: (TariffError | undefined)[] = [];
  private readonly path: string[] = [];

  constructor(
    private readonly slots: readonly Slot[],
    private readonly inputs: BillInputs,
    private readonly usageRounding: UsageRounding | null,
    readonly trace: Trace | null = null,
  ) {}

  /** Tells whether the data or the class gives the name. */
  has(slot: number): boolean {
    const { name, field } = this.slot(slot);
    return field !== null || Object.hasOwn(this.inputs, name);
  }

  /** The value of a name: from the data first, then from the class. Throws TariffError. */
  read(slot: number, at: TariffPosition | null): PartValue {
    const value = this.values[slot] ?? this.find(slot, at);
    this.trace?.read(this.slot(slot).name, isExact(value) ? toText(value) : 'tiers');
    return value;
  }

  /** The value of a name as a number. Throws TariffError "not-a-number" for a tier list. */
  number(slot: number, at: TariffPosition | null): Exact {
    const value = this.read(slot, at);
    if (isExact(value)) return value;
    throw new TariffError({
      code: 'not-a-number',
      what: `${this.slot(slot).name} is a list of tiers and cannot be used in arithmetic`,
      fix: 'Use the charge that is computed from the tiers.',
      at,
    });
  }

  /** The value of a name as a map key: the data's own text, else the field's number. */
  key(slot: number, at: TariffPosition): string {
    const { name, field } = this.slot(slot);
    const text = this.inputText(name);
    if (text !== undefined) {
      this.trace?.read(name, text);
      return text;
    }
    const value = this.number(slot, at);
    return field?.kind === 'number' ? field.text : toText(value);
  }

  private find(slot: number, at: TariffPosition | null): PartValue {
    const failure = this.failures[slot];
    if (failure) throw failure;
    const { name, field } = this.slot(slot);
    try {
      const text = this.inputText(name);
      if (text !== undefined) return (this.values[slot] = this.input(name, text));
      if (field === null) throw unknownName(name, at);
      return (this.values[slot] = this.evaluate(field));
    } catch (error) {
      if (error instanceof TariffError) this.failures[slot] = error;
      throw error;
    }
  }

  private evaluate(field: FieldPlan): PartValue {
    if (this.path.includes(field.name)) throw cycle([...this.path, field.name], field.at);
    if (this.path.length >= DEEPEST) throw tooDeep(field.at);
    this.path.push(field.name);
    this.trace?.enter(field);
    try {
      const value = field.evaluate(this);
      this.trace?.leave(isExact(value) ? toText(value) : 'tiers');
      return value;
    } finally {
      this.path.pop();
    }
  }

  private input(name: string, text: string): Exact {
    const value = inputNumber(name, text, exactFromText(text.trim()));
    return name === 'usage_ccf' && this.usageRounding ? roundUsage(value, this.usageRounding) : value;
  }

  private inputText(name: string): string | undefined {
    return Object.hasOwn(this.inputs, name) ? this.inputs[name] : undefined;
  }

  private slot(slot: number): Slot {
    const found = this.slots[slot];
    if (!found) throw new RangeError(`There is no slot ${slot}.`);
    return found;
  }
}

function unknownName(name: string, at: TariffPosition | null): TariffError {
  return new TariffError({
    code: 'unknown-name',
    what: `"${name}" is neither a field of the class nor in the account's data`,
    fix: `Give ${name} with the account's data, or define it in the rate file.`,
    at,
  });
}

function cycle(path: readonly string[], at: TariffPosition): TariffError {
  return new TariffError({
    code: 'cycle',
    what: `the fields need each other in a circle: ${path.slice(path.indexOf(path.at(-1) ?? '')).join(' -> ')}`,
    fix: 'Correct the formulas so that no field needs itself.',
    at,
  });
}

function tooDeep(at: TariffPosition): TariffError {
  return new TariffError({
    code: 'fields-too-deep',
    what: `more than ${DEEPEST} fields need one another in a chain`,
    fix: 'Shorten the chain of formulas.',
    at,
  });
}
