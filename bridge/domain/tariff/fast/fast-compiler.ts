import { add, divide, exactFromInteger, multiply, negate, roundTo, subtract, toText } from '../exact/exact.js';
import { type BillInputs, type Slot, textOf } from '../expression/class-scope.js';
import type {
  BinaryExpression,
  ChargeExpression,
  ChoiceExpression,
  Expression,
  NameSlots,
  TierItem,
} from '../expression/expression.js';
import { normaliseSize } from '../expression/map-key.js';
import { LARGEST_INPUT } from '../inputs/input-number.js';
import {
  BEYOND,
  type Part,
  type Read,
  constantPart,
  extremeOf,
  negativeOf,
  over,
  part,
  productOf,
  quotientOf,
  roundedOf,
  sharedUnder,
  sumOf,
} from './part.js';
import { tieredPart } from './tier-table.js';
import { scaledDigits } from './whole.js';

/** Keys of maps that are remembered with what they choose; beyond, they are looked up each time. */
const MOST_KEYS = 1000;
/** Operations that need one another; no rate file comes near it. */
const DEEPEST = 1000;
const ONE = exactFromInteger(1);
const HUNDRED = exactFromInteger(100);
const CENTURY = constantPart(HUNDRED);

/** A list of tiers that a name may mean, and which of several it is for the bill at hand. */
interface TierChoice {
  readonly lists: readonly (readonly TierItem[])[];
  readonly choose: Read;
}

/** Compiles the expressions of a class to whole-number arithmetic, for data that give certain names. */
export class FastCompiler {
  /** What works out the fields, each after those that it needs. */
  readonly steps: (() => void)[] = [];
  /** The data of the bill at hand. */
  inputs: BillInputs = {};
  private readonly cells: Float64Array;
  private readonly parts: (Part | undefined)[] = [];
  private depth = 0;

  constructor(
    private readonly slots: readonly Slot[],
    private readonly given: ReadonlySet<string>,
    /** The decimals that an input may have, by name. */
    private readonly decimals: (name: string) => number,
  ) {
    this.cells = new Float64Array(slots.length);
  }

  /** The value of a name. */
  slot(index: number): Part {
    const known = this.parts[index];
    if (known) return known;
    // What needs itself is left to the exact evaluator, which names the circle.
    this.parts[index] = BEYOND;
    const worked = this.work(index);
    this.parts[index] = worked;
    return worked;
  }

  private work(index: number): Part {
    const slot = this.at(index);
    const isInput = this.isGiven(index);
    const field = isInput ? null : this.fieldOf(index);
    const worth = isInput ? this.input(slot) : field ? this.expression(field.expression) : BEYOND;
    if (worth.constant !== null || worth === BEYOND) return worth;
    const { cells } = this;
    this.steps.push(() => (cells[index] = worth.read()));
    return part(worth.under, () => cells[index] ?? Number.NaN);
  }

  private input(slot: Slot): Part {
    const decimals = this.decimals(slot.name);
    const most = LARGEST_INPUT * 10 ** decimals;
    const { name, implied } = slot;
    const text = implied === null ? () => this.inputs[name] ?? '' : () => textOf(slot, this.inputs) ?? '';
    return part(10 ** decimals, () => {
      const value = scaledDigits(text(), decimals);
      return value <= most ? value : Number.NaN;
    });
  }

  private expression(expression: Expression): Part {
    if (this.depth >= DEEPEST) return BEYOND;
    this.depth += 1;
    const worth = this.worth(expression);
    this.depth -= 1;
    return worth;
  }

  private worth(expression: Expression): Part {
    switch (expression.kind) {
      case 'number':
        return constantPart(expression.value);
      case 'name':
        return this.slot(this.meant(expression.slots));
      case 'negate': {
        const operand = this.expression(expression.operand);
        return operand.constant ? constantPart(negate(operand.constant)) : negativeOf(operand);
      }
      case 'binary':
        return this.binary(expression);
      case 'round': {
        const { to, how } = expression;
        const operand = this.expression(expression.operand);
        return operand.constant ? constantPart(roundTo(operand.constant, to, how)) : roundedOf(operand, to, how);
      }
      case 'least':
      case 'greatest':
        return extremeOf(this.expression(expression.left), this.expression(expression.right), expression.kind);
      case 'given':
        return this.expression(this.isGiven(expression.slot) ? expression.then : expression.otherwise);
      case 'choice':
        return this.choice(expression);
      case 'charge':
        return this.charge(expression);
      case 'registers':
      case 'tiers':
      case 'fault':
        return BEYOND;
    }
  }

  private binary({ operator, left, right }: BinaryExpression): Part {
    const [a, b] = [this.expression(left), this.expression(right)];
    if (a.constant && b.constant) {
      switch (operator) {
        case '+':
          return constantPart(add(a.constant, b.constant));
        case '-':
          return constantPart(subtract(a.constant, b.constant));
        case '*':
          return constantPart(multiply(a.constant, b.constant));
        case '/': {
          const quotient = divide(a.constant, b.constant);
          return quotient === null ? BEYOND : constantPart(quotient);
        }
        case '^':
          return BEYOND;
      }
    }
    switch (operator) {
      case '+':
        return sumOf(a, b, 1);
      case '-':
        return sumOf(a, b, -1);
      case '*':
        return productOf(a, b);
      case '/':
        return quotientOf(a, b);
      case '^':
        return BEYOND;
    }
  }

  private choice(choice: ChoiceExpression): Part {
    const parts = [...choice.values.values()].map((value) => this.expression(value));
    const under = sharedUnder(parts);
    const reads = parts.map((each) => over(under, each));
    const choose = this.chosen(choice);
    return part(under, () => reads[choose()]?.() ?? Number.NaN);
  }

  /** Which of a map's values the data choose; -1 for none. */
  private chosen({ slots, values }: ChoiceExpression): Read {
    const texts = slots.map((slot) => this.keyText(slot));
    if (texts.includes(null)) return () => -1;
    const reads = texts.filter((text) => text !== null);
    const places = new Map([...values.keys()].map((key, index) => [key, index]));
    const find = (key: readonly string[]) => places.get(key.map(normaliseSize).join('|')) ?? -1;
    return remembering(reads, find);
  }

  /** A name's text as a map key; null where the exact evaluator must make it. */
  private keyText(index: number): (() => string) | null {
    const slot = this.at(index);
    const { name, implied } = slot;
    if (implied === null && this.given.has(name)) return () => this.inputs[name] ?? '';
    if (this.isGiven(index)) return () => textOf(slot, this.inputs) ?? '';
    const field = this.fieldOf(index);
    if (field?.expression.kind !== 'number') return null;
    const text = field.kind === 'number' ? field.text : toText(field.expression.value);
    return () => text;
  }

  private charge(charge: ChargeExpression): Part {
    const [starts, prices] = [this.tierChoice(charge.starts), this.tierChoice(charge.prices)];
    if (starts === null || prices === null) return BEYOND;
    const scale = charge.scale === null ? null : this.expression(charge.scale);
    const caps = starts.lists.map((list) => this.caps(list, charge, scale));
    const costs = prices.lists.map((list) => list.map((item) => this.price(item)));
    const usage = this.expression(charge.usage);
    return tieredPart(usage, { lists: caps, choose: starts.choose }, { lists: costs, choose: prices.choose });
  }

  private tierChoice(names: NameSlots): TierChoice | null {
    const index = this.meant(names);
    const expression = this.isGiven(index) ? null : this.fieldOf(index)?.expression;
    if (!expression) return null;
    if (expression.kind !== 'choice') return { lists: [tierItems(expression)], choose: () => 0 };
    return { lists: [...expression.values.values()].map(tierItems), choose: this.chosen(expression) };
  }

  private caps(list: readonly TierItem[], charge: ChargeExpression, scale: Part | null): readonly Part[] {
    const budget = charge.type === 'Budget' ? this.slot(this.meant(charge.budget)) : null;
    return list.slice(1).map((start) => {
      const cap = budget === null ? this.tieredCap(start) : this.budgetCap(start, charge, budget);
      return scale === null ? cap : productOf(cap, scale);
    });
  }

  private tieredCap({ kind, value }: TierItem): Part {
    if (kind !== 'amount') return BEYOND;
    const start = this.expression(value);
    return start.constant ? constantPart(subtract(start.constant, ONE)) : sumOf(start, constantPart(ONE), -1);
  }

  private budgetCap({ kind, value }: TierItem, charge: ChargeExpression, budget: Part): Part {
    switch (kind) {
      case 'amount':
        return this.expression(value);
      case 'indoor':
      case 'outdoor':
        return this.wholeUnits(this.slot(this.meant(charge[kind])));
      case 'percent':
        return this.wholeUnits(quotientOf(productOf(this.expression(value), budget), CENTURY));
    }
  }

  private wholeUnits(units: Part): Part {
    return units.constant
      ? constantPart(roundTo(units.constant, ONE, 'half_even'))
      : roundedOf(units, ONE, 'half_even');
  }

  private price({ kind, value }: TierItem): Part {
    return kind === 'amount' ? this.expression(value) : BEYOND;
  }

  private meant([first, ...others]: NameSlots): number {
    const has = (index: number) => this.isGiven(index) || this.fieldOf(index) !== null;
    return has(first) ? first : (others.find(has) ?? first);
  }

  private isGiven(index: number): boolean {
    const { name, implied } = this.at(index);
    return implied !== null || this.given.has(name);
  }

  private fieldOf(index: number): Slot['field'] {
    const { field } = this.at(index);
    return field === null || field.onlyWith === null || this.isGiven(field.onlyWith) ? field : null;
  }

  private at(index: number): Slot {
    const slot = this.slots[index];
    if (!slot) throw new RangeError(`There is no slot ${index}.`);
    return slot;
  }
}

/** A single number is a list of one tier. */
function tierItems(expression: Expression): readonly TierItem[] {
  if (expression.kind === 'tiers') return expression.items;
  return [{ kind: 'amount', text: '', at: { file: '', line: 1, column: 1 }, value: expression }];
}

/** Looks a key up once and remembers what it chose. */
function remembering(reads: readonly (() => string)[], find: (key: readonly string[]) => number): Read {
  const [first] = reads;
  const known = new Map<string, number>();
  const key = reads.length === 1 && first ? first : () => reads.map((read) => read()).join('\u0000');
  return () => {
    const text = key();
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text.split('\u0000'));
    if (known.size < MOST_KEYS) known.set(text, found);
    return found;
  };
}
