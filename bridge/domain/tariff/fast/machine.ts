import { LONGEST_NUMBER } from '../exact/exact.js';
import { LARGEST_INPUT } from '../inputs/input-number.js';
import { POWERS_OF_TEN, held, roundedQuotient, scaledDigits } from './whole.js';

/** What an instruction does with its cells `a` and `b`; the outcome is its target's. */
export enum Operation {
  /** The whole number in text `a`, with `b` decimals. */
  Input,
  Add,
  Subtract,
  Multiply,
  /** One, for two numbers that are the same and not zero. */
  Unit,
  Least,
  Greatest,
  /** The quotient, rounded to a whole number. */
  RoundHalfUp,
  RoundHalfEven,
  RoundUp,
  RoundDown,
  /** The place in choice `a` that the data choose. */
  Choose,
  /** The cell that is `a`'s number of places after cell `b`. */
  Select,
  /** Use in cell `a` priced by the tiers of charge `b`. */
  Charge,
  /** Stops unless cell `a` lies between cell `b` and the next. */
  Within,
}

/** Whole numbers in cells and what works them out, in order: a class compiled. */
export interface Machine {
  /** Four numbers an instruction: operation, target, a, b. */
  readonly instructions: Int32Array;
  readonly cells: Float64Array;
  readonly choices: readonly Choice[];
  readonly charges: readonly TierCharge[];
}

/** Finds the place of what a map's key chooses. */
export interface Choice {
  /** The texts that make the key. */
  readonly texts: readonly number[];
  readonly known: Map<string, number>;
  readonly find: (key: readonly string[]) => number;
}

/** Lists of tier limits and of prices, and the cells that say which of them it is. */
export interface TierCharge {
  readonly caps: TierLists;
  readonly prices: TierLists;
}

export interface TierLists {
  readonly chosen: number;
  /** The first cell of each list, and how many cells it has. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** Numbers in an instruction. */
export const STRIDE = 4;
/** Keys of maps that are remembered with what they choose; beyond, they are looked up each time. */
const MOST_KEYS = 1000;
const SEPARATOR = '\u0000';

/**
 * Works out the cells for the texts of a bill's data. False when a number is out of its range; a number that doubles do
 * not hold exactly becomes not a number, and so does all that is made from it.
 */
export function execute({ instructions, cells, choices, charges }: Machine, texts: readonly string[]): boolean {
  for (let at = 0; at < instructions.length; at += STRIDE) {
    const operation: Operation = instructions[at] ?? 0;
    const target = instructions[at + 1] ?? 0;
    const a = instructions[at + 2] ?? 0;
    const b = instructions[at + 3] ?? 0;
    switch (operation) {
      case Operation.Input:
        cells[target] = input(texts[a] ?? '', b);
        break;
      case Operation.Add:
        cells[target] = held((cells[a] ?? 0) + (cells[b] ?? 0));
        break;
      case Operation.Subtract:
        cells[target] = held((cells[a] ?? 0) - (cells[b] ?? 0));
        break;
      case Operation.Multiply:
        cells[target] = held((cells[a] ?? 0) * (cells[b] ?? 0));
        break;
      case Operation.Unit:
        cells[target] = cells[b] !== 0 && cells[a] === cells[b] ? 1 : Number.NaN;
        break;
      case Operation.Least:
        cells[target] = Math.min(cells[a] ?? 0, cells[b] ?? 0);
        break;
      case Operation.Greatest:
        cells[target] = Math.max(cells[a] ?? 0, cells[b] ?? 0);
        break;
      case Operation.RoundHalfUp:
        cells[target] = roundedQuotient(cells[a] ?? 0, cells[b] ?? 0, 'half_up');
        break;
      case Operation.RoundHalfEven:
        cells[target] = roundedQuotient(cells[a] ?? 0, cells[b] ?? 0, 'half_even');
        break;
      case Operation.RoundUp:
        cells[target] = roundedQuotient(cells[a] ?? 0, cells[b] ?? 0, 'up');
        break;
      case Operation.RoundDown:
        cells[target] = roundedQuotient(cells[a] ?? 0, cells[b] ?? 0, 'down');
        break;
      case Operation.Choose:
        cells[target] = choose(choices[a], texts);
        break;
      case Operation.Select:
        cells[target] = cells[b + (cells[a] ?? 0)] ?? Number.NaN;
        break;
      case Operation.Charge:
        cells[target] = chargeOf(charges[b], cells, cells[a] ?? 0);
        break;
      case Operation.Within:
        if (!((cells[a] ?? 0) >= (cells[b] ?? 0) && (cells[a] ?? 0) <= (cells[b + 1] ?? 0))) return false;
        break;
    }
  }
  return true;
}

function input(text: string, decimals: number): number {
  const value = text.length <= LONGEST_NUMBER ? scaledDigits(text, decimals) : Number.NaN;
  return value <= LARGEST_INPUT * (POWERS_OF_TEN[decimals] ?? 0) ? value : Number.NaN;
}

/** Looks a key up once and remembers what it chose. */
function choose(choice: Choice | undefined, texts: readonly string[]): number {
  if (choice === undefined) return Number.NaN;
  const [first = 0] = choice.texts;
  const key = choice.texts.length === 1 ? (texts[first] ?? '') : keyParts(choice, texts).join(SEPARATOR);
  return choice.known.get(key) ?? find(choice, key, keyParts(choice, texts));
}

function keyParts(choice: Choice, texts: readonly string[]): readonly string[] {
  return choice.texts.map((text) => texts[text] ?? '');
}

/** A text that holds the separator is not remembered: it may stand for other texts. */
function find(choice: Choice, key: string, parts: readonly string[]): number {
  const found = choice.find(parts);
  const plain = parts.every((part) => !part.includes(SEPARATOR));
  if (plain && choice.known.size < MOST_KEYS) choice.known.set(key, found);
  return found;
}

/** Prices use over tiers, as the exact evaluator's chargeTiers does; caps are the limits of all tiers but the last. */
function chargeOf(charge: TierCharge | undefined, cells: Float64Array, usage: number): number {
  if (charge === undefined) return Number.NaN;
  const { caps, prices } = charge;
  const [capList, priceList] = [cells[caps.chosen] ?? 0, cells[prices.chosen] ?? 0];
  const last = caps.lengths[capList] ?? Number.NaN;
  if (last + 1 !== prices.lengths[priceList]) return Number.NaN;
  const [firstCap, firstPrice] = [caps.starts[capList] ?? 0, prices.starts[priceList] ?? 0];
  let used = 0;
  let amount = 0;
  for (let tier = 0; tier <= last; tier += 1) {
    const cap = tier < last ? (cells[firstCap + tier] ?? 0) : usage;
    // Also a tier that use does not reach must have its numbers.
    const quantity = Math.max(0, Math.min(usage, cap) - used);
    used += quantity;
    amount = held(amount + held(quantity * (cells[firstPrice + tier] ?? 0)));
  }
  return amount;
}
