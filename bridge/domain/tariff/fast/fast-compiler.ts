import { exactFromInteger, isBounded, negate, roundTo, subtract, toText } from '../exact/exact.js';
import { calculated } from '../expression/calculated.js';
import { type Slot, textOf } from '../expression/class-scope.js';
import type {
  BinaryExpression,
  ChargeExpression,
  ChoiceExpression,
  Expression,
  NameSlots,
  TierItem,
} from '../expression/expression.js';
import { normaliseSize } from '../expression/map-key.js';
import { FIELDS_DEEPEST } from '../evaluate/run.js';
import { Arithmetic, type Part, sharedUnder } from './arithmetic.js';
import type { Code } from './code.js';
import type { OtherText } from './fast-program.js';
import { Operation, type TierLists } from './machine.js';

/** Operations that need one another, fields included; no rate file comes near it, and the exact evaluator holds more. */
const DEEPEST = 1000;
const ONE = exactFromInteger(1);
const HUNDRED = exactFromInteger(100);

interface Height {
  readonly fields: number;
  readonly operations: number;
}

const GROUND: Height = { fields: 0, operations: 0 };

/** Lists of tiers that a name may mean, and the cell that says which of them it is for the bill at hand. */
interface TierChoice {
  readonly lists: readonly (readonly TierItem[])[];
  readonly chosen: number;
}

/** Compiles the expressions of a class to whole-number arithmetic, for data that give certain names. */
export class FastCompiler {
  readonly arithmetic: Arithmetic;
  /** The texts that follow those of the given names. */
  readonly otherTexts: OtherText[] = [];
  private readonly parts: (Part | undefined)[] = [];
  /** How many fields, and how many operations, need one another below each name. */
  private readonly heights: Height[] = [];
  /** The greatest height that the expression at hand has met. */
  private met: Height = GROUND;
  private depth = 0;

  constructor(
    private readonly code: Code,
    private readonly slots: readonly Slot[],
    private readonly given: readonly string[],
    /** The decimals that an input may have, by name. */
    private readonly decimals: (name: string) => number,
  ) {
    this.arithmetic = new Arithmetic(code);
  }

  /** The value of a name. */
  slot(index: number): Part {
    const part = this.parts[index] ?? this.worked(index);
    this.met = higher(this.met, this.heights[index] ?? GROUND);
    return part;
  }

  /** What needs itself, too long a chain or too large a number is left to the exact evaluator, which says so. */
  private worked(index: number): Part {
    this.parts[index] = this.arithmetic.beyond;
    const before = this.met;
    this.met = GROUND;
    const worked = this.work(index);
    const height = { fields: this.met.fields + 1, operations: this.met.operations };
    this.heights[index] = height;
    this.met = before;
    const tooFar = height.fields > FIELDS_DEEPEST || (worked.constant !== null && !isBounded(worked.constant));
    const part = tooFar ? this.arithmetic.beyond : worked;
    this.parts[index] = part;
    return part;
  }

  private work(index: number): Part {
    const text = this.inputText(index);
    if (text !== null) return this.input(this.at(index), text);
    const field = this.fieldOf(index);
    return field ? this.expression(field.expression) : this.arithmetic.beyond;
  }

  private input({ name }: Slot, text: number): Part {
    const decimals = this.decimals(name);
    return this.arithmetic.part(10 ** decimals, this.code.result(Operation.Input, text, decimals));
  }

  private expression(expression: Expression): Part {
    if (this.depth >= DEEPEST) return this.arithmetic.beyond;
    const before = this.met;
    this.met = GROUND;
    this.depth += 1;
    const worth = this.worth(expression);
    this.depth -= 1;
    const height = { fields: this.met.fields, operations: this.met.operations + 1 };
    this.met = higher(before, height);
    return height.operations > DEEPEST ? this.arithmetic.beyond : worth;
  }

  private worth(expression: Expression): Part {
    switch (expression.kind) {
      case 'number':
        return this.arithmetic.constant(expression.value);
      case 'name':
        return this.slot(this.meant(expression.slots));
      case 'negate': {
        const operand = this.expression(expression.operand);
        return operand.constant
          ? this.arithmetic.constant(negate(operand.constant))
          : this.arithmetic.negative(operand);
      }
      case 'binary':
        return this.binary(expression);
      case 'round': {
        const { to, how } = expression;
        const operand = this.expression(expression.operand);
        return operand.constant
          ? this.arithmetic.constant(roundTo(operand.constant, to, how))
          : this.arithmetic.rounded(operand, to, how);
      }
      case 'least':
      case 'greatest':
        return this.arithmetic.extreme(
          this.expression(expression.left),
          this.expression(expression.right),
          expression.kind,
        );
      case 'given':
        return this.expression(this.isGiven(expression.slot) ? expression.then : expression.otherwise);
      case 'choice':
        return this.choice(expression);
      case 'charge':
        return this.charge(expression);
      case 'registers':
      case 'tiers':
      case 'fault':
        return this.arithmetic.beyond;
    }
  }

  private binary({ operator, left, right }: BinaryExpression): Part {
    const [a, b] = [this.expression(left), this.expression(right)];
    // A power may have more digits than are kept: the exact evaluator rounds it.
    if (operator === '^') return this.arithmetic.beyond;
    if (a.constant && b.constant) {
      const value = calculated(operator, a.constant, b.constant);
      return value === null ? this.arithmetic.beyond : this.arithmetic.constant(value);
    }
    switch (operator) {
      case '+':
        return this.arithmetic.sum(a, b, 1);
      case '-':
        return this.arithmetic.sum(a, b, -1);
      case '*':
        return this.arithmetic.product(a, b);
      case '/':
        return this.arithmetic.quotient(a, b);
    }
  }

  private choice(choice: ChoiceExpression): Part {
    const parts = [...choice.values.values()].map((value) => this.expression(value));
    const under = sharedUnder(parts);
    const first = this.arithmetic.row(under, [...parts, this.arithmetic.beyond]);
    return this.arithmetic.part(under, this.code.result(Operation.Select, this.chosen(choice), first));
  }

  /** The cell with the place of the map's value that the data choose; the place after the last for none. */
  private chosen({ slots, values }: ChoiceExpression): number {
    const places = new Map([...values.keys()].map((key, index) => [key, index]));
    const texts = slots.map((slot) => this.keyText(slot));
    const own = texts.filter((text) => text !== null);
    if (own.length < texts.length) return this.code.constant(places.size);
    const find = (key: readonly string[]) => places.get(key.map(normaliseSize).join('|')) ?? places.size;
    const choice = this.code.choice({ texts: own, known: new Map(), find });
    return this.code.result(Operation.Choose, choice, 0);
  }

  /** A name's text as a map key; null where the exact evaluator must make it. */
  private keyText(index: number): number | null {
    const own = this.inputText(index);
    if (own !== null) return own;
    const field = this.fieldOf(index);
    if (field?.expression.kind !== 'number') return null;
    const text = field.kind === 'number' ? field.text : toText(field.expression.value);
    return this.otherText(() => text);
  }

  /** The place among the texts of what the data give or imply for a name; null where they do neither. */
  private inputText(index: number): number | null {
    const slot = this.at(index);
    const place = this.given.indexOf(slot.name);
    if (place >= 0) return place;
    return slot.implied === null ? null : this.otherText((inputs) => textOf(slot, inputs) ?? '');
  }

  private otherText(text: OtherText): number {
    return this.given.length + this.otherTexts.push(text) - 1;
  }

  private charge(charge: ChargeExpression): Part {
    const [starts, prices] = [this.tierChoice(charge.starts), this.tierChoice(charge.prices)];
    if (starts === null || prices === null) return this.arithmetic.beyond;
    if (charge.type === 'Budget') this.need(this.slot(this.meant(charge.budget)));
    const scale = charge.scale === null ? null : this.expression(charge.scale);
    const caps = starts.lists.map((list) => this.caps(list, charge, scale));
    const costs = prices.lists.map((list) => list.map((item) => this.price(item)));
    const usage = this.expression(charge.usage);
    const usageUnder = sharedUnder([usage, ...caps.flat()]);
    const priceUnder = sharedUnder(costs.flat());
    const tiers = this.code.charge({
      caps: this.tierLists(caps, usageUnder, starts.chosen),
      prices: this.tierLists(costs, priceUnder, prices.chosen),
    });
    const use = this.arithmetic.over(usageUnder, usage);
    return this.arithmetic.part(usageUnder * priceUnder, this.code.result(Operation.Charge, use, tiers));
  }

  /** Leaves a bill to the exact evaluator where a part is not known: it is needed even if nothing is made of it. */
  private need({ cell }: Part): void {
    this.code.emit(Operation.Within, cell, cell, this.code.block([-Infinity, Infinity]));
  }

  private tierLists(lists: readonly (readonly Part[])[], under: number, chosen: number): TierLists {
    return {
      chosen,
      starts: lists.map((list) => this.arithmetic.row(under, list)),
      lengths: lists.map((list) => list.length),
    };
  }

  private tierChoice(names: NameSlots): TierChoice | null {
    const index = this.meant(names);
    const expression = this.isGiven(index) ? null : this.fieldOf(index)?.expression;
    if (!expression) return null;
    if (expression.kind !== 'choice') return { lists: [tierItems(expression)], chosen: this.code.constant(0) };
    return { lists: [...expression.values.values()].map(tierItems), chosen: this.chosen(expression) };
  }

  private caps(list: readonly TierItem[], charge: ChargeExpression, scale: Part | null): readonly Part[] {
    const budget = charge.type === 'Budget' ? this.slot(this.meant(charge.budget)) : null;
    return list.slice(1).map((start) => {
      const cap = budget === null ? this.tieredCap(start) : this.budgetCap(start, charge, budget);
      return scale === null ? cap : this.arithmetic.product(cap, scale);
    });
  }

  private tieredCap({ kind, value }: TierItem): Part {
    if (kind !== 'amount') return this.arithmetic.beyond;
    const start = this.expression(value);
    return start.constant
      ? this.arithmetic.constant(subtract(start.constant, ONE))
      : this.arithmetic.sum(start, this.arithmetic.constant(ONE), -1);
  }

  private budgetCap({ kind, value }: TierItem, charge: ChargeExpression, budget: Part): Part {
    switch (kind) {
      case 'amount':
        return this.expression(value);
      case 'indoor':
      case 'outdoor':
        return this.wholeUnits(this.slot(this.meant(charge[kind])));
      case 'percent':
        return this.wholeUnits(
          this.arithmetic.quotient(
            this.arithmetic.product(this.expression(value), budget),
            this.arithmetic.constant(HUNDRED),
          ),
        );
    }
  }

  private wholeUnits(units: Part): Part {
    return units.constant
      ? this.arithmetic.constant(roundTo(units.constant, ONE, 'half_even'))
      : this.arithmetic.rounded(units, ONE, 'half_even');
  }

  private price({ kind, value }: TierItem): Part {
    return kind === 'amount' ? this.expression(value) : this.arithmetic.beyond;
  }

  private meant([first, ...others]: NameSlots): number {
    const has = (index: number) => this.isGiven(index) || this.fieldOf(index) !== null;
    return has(first) ? first : (others.find(has) ?? first);
  }

  private isGiven(index: number): boolean {
    const { name, implied } = this.at(index);
    return implied !== null || this.given.includes(name);
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

function higher(a: Height, b: Height): Height {
  return { fields: Math.max(a.fields, b.fields), operations: Math.max(a.operations, b.operations) };
}

/** A single number is a list of one tier. */
function tierItems(expression: Expression): readonly TierItem[] {
  if (expression.kind === 'tiers') return expression.items;
  return [{ kind: 'amount', text: '', at: { file: '', line: 1, column: 1 }, value: expression }];
}
