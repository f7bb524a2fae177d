import { type TariffPosition, TariffError } from '../../../contract/tariff-document.js';
import { type Exact, exactFromText, isBounded, isExact, toText } from '../exact/exact.js';
import { type BillInputs, type Slot, textOf } from '../expression/class-scope.js';
import type { Expression, FieldPlan, NameSlots } from '../expression/expression.js';
import { inputNumber } from '../inputs/input-number.js';
import { valueOf } from './evaluate.js';
import { formulaOf } from './formula-of.js';
import type { Trace } from './trace.js';
import type { PartValue, Values } from './values.js';

/** Fields that may need one another in a chain. */
export const FIELDS_DEEPEST = 200;
/** A formula of the longest length stays below it; a chain of such formulas would exhaust the stack. */
const DEEPEST_ARITHMETIC = 2500;

/** One evaluation of one class for one set of inputs: on demand, each name once. */
export class Run implements Values {
  private readonly values: (PartValue | undefined)[] = [];
  private readonly failures: (TariffError | undefined)[] = [];
  private readonly path: string[] = [];
  private depth = 0;

  constructor(
    private readonly slots: readonly Slot[],
    private readonly inputs: BillInputs,
    readonly trace: Trace | null = null,
  ) {}

  given(slot: number): boolean {
    return this.text(slot) !== undefined;
  }

  text(slot: number): string | undefined {
    return textOf(this.slot(slot), this.inputs);
  }

  read(slots: NameSlots, at: TariffPosition | null): PartValue {
    const slot = this.meant(slots);
    const value = this.values[slot] ?? this.find(slot, at);
    this.trace?.read(this.name(slot), isExact(value) ? toText(value) : 'tiers');
    return value;
  }

  number(slots: NameSlots, at: TariffPosition | null): Exact {
    const value = this.read(slots, at);
    if (isExact(value)) return value;
    throw tiersInArithmetic(this.name(this.meant(slots)), at);
  }

  key(slot: number, at: TariffPosition): string {
    const { name, field } = this.slot(slot);
    const text = this.text(slot);
    if (text !== undefined) {
      this.trace?.read(name, text);
      return text;
    }
    const value = this.number([slot], at);
    return field?.kind === 'number' ? field.text : toText(value);
  }

  /** Tells whether a field is one that Curbstop added and that these data leave out, or give themselves. */
  passesOver(slot: number): boolean {
    const { field } = this.slot(slot);
    return field !== null && field.added && (this.fieldOf(slot) === null || this.given(slot));
  }

  name(slot: number): string {
    return this.slot(slot).name;
  }

  meant([first, ...others]: NameSlots): number {
    if (others.length === 0 || this.has(first)) return first;
    return others.find((slot) => this.has(slot)) ?? first;
  }

  amount(expression: Expression): Exact {
    if (expression.kind === 'name') return this.number(expression.slots, expression.at);
    if (this.depth >= DEEPEST_ARITHMETIC) throw tooDeep(null);
    this.depth += 1;
    const value = valueOf(expression, this);
    this.depth -= 1;
    if (isExact(value)) return value;
    throw tiersInArithmetic('the value', value[0]?.at ?? null);
  }

  private has(slot: number): boolean {
    return this.fieldOf(slot) !== null || this.given(slot);
  }

  private find(slot: number, at: TariffPosition | null): PartValue {
    const failure = this.failures[slot];
    if (failure) throw failure;
    const { name } = this.slot(slot);
    const field = this.fieldOf(slot);
    try {
      const text = this.text(slot);
      if (text !== undefined) return (this.values[slot] = inputNumber(name, text, exactFromText(text.trim())));
      if (field === null) throw unknownName(name, at);
      return (this.values[slot] = this.evaluate(field));
    } catch (error) {
      if (error instanceof TariffError) this.failures[slot] = error;
      throw error;
    }
  }

  private evaluate(field: FieldPlan): PartValue {
    if (this.path.includes(field.name)) throw cycle([...this.path, field.name], field.at);
    if (this.path.length >= FIELDS_DEEPEST) throw tooDeep(field.at);
    const { depth } = this;
    this.path.push(field.name);
    this.trace?.enter(field);
    try {
      const value = valueOf(field.expression, this);
      if (isExact(value) && !isBounded(value)) throw unbounded(field);
      this.trace?.leave(isExact(value) ? toText(value) : 'tiers', formulaOf(field.expression, this));
      return value;
    } finally {
      this.path.pop();
      this.depth = depth;
    }
  }

  /** The class's field of the name, where it counts. */
  private fieldOf(slot: number): FieldPlan | null {
    const { field } = this.slot(slot);
    if (field === null || field.onlyWith === null) return field;
    return this.given(field.onlyWith) ? field : null;
  }

  private slot(slot: number): Slot {
    const found = this.slots[slot];
    if (!found) throw new RangeError(`There is no slot ${slot}.`);
    return found;
  }
}

function tiersInArithmetic(name: string, at: TariffPosition | null): TariffError {
  return new TariffError({
    code: 'not-a-number',
    what: `${name} is a list of tiers and cannot be used in arithmetic`,
    fix: 'Use the charge that is computed from the tiers.',
    at,
  });
}

function unknownName(name: string, at: TariffPosition | null): TariffError {
  return new TariffError({
    code: 'unknown-name',
    what: `"${name}" is neither a field of the class nor in the account's data`,
    fix: `Give ${name} with the account's data, or define it in the rate file.`,
    at,
    missing: name,
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

function unbounded({ name, at }: FieldPlan): TariffError {
  return new TariffError({
    code: 'number-too-large',
    what: `${name} grows beyond what can be worked out`,
    fix: 'Correct the formula, or the data that it uses.',
    at,
  });
}

function tooDeep(at: TariffPosition | null): TariffError {
  return new TariffError({
    code: 'fields-too-deep',
    what: `more than ${FIELDS_DEEPEST} fields, or ${DEEPEST_ARITHMETIC} operations, need one another in a chain`,
    fix: 'Shorten the chain of formulas.',
    at,
  });
}
