import { CENTS_MAX, type Cents } from '../../../contract/money.js';
import type { ClassPlan } from '../compile-class.js';
import type { RoundingHow } from '../exact/exact.js';
import type { BillInputs } from '../expression/class-scope.js';
import type { BillLinePlan } from '../extensions/bill.js';
import type { InputCheck } from '../inputs/check-inputs.js';
import { FastCompiler } from './fast-compiler.js';
import { type Part, type Read, over, sharedUnder } from './part.js';
import { held, roundedQuotient } from './whole.js';

/** A line of a bill in cents. */
export interface LineCents {
  readonly line: Omit<BillLinePlan, 'optional'>;
  readonly cents: Cents;
}

/** A bill in cents, with its exact amount as a quotient of whole numbers. */
export interface FastBill {
  readonly billCents: Cents;
  readonly lines: readonly LineCents[];
  readonly over: number;
  readonly under: number;
}

/** Prices a class for data that give certain names; null where only the exact evaluator can tell. */
export type FastProgram = (inputs: BillInputs) => FastBill | null;

interface Amounts {
  readonly bill: Read;
  readonly lines: readonly Read[];
  readonly under: number;
}

/** The decimals that a program reads of usage and of other inputs: the fewer, the larger the numbers that it holds. */
export interface Places {
  readonly usage: number;
  readonly other: number;
}

/** Compiles a class for data that give these names, with at most so many decimals. */
export function compileFast(plan: ClassPlan, names: readonly string[], places: Places): FastProgram {
  const decimals = (name: string) => {
    const limits = plan.checks.find(({ slot }) => slot.name === name)?.limits;
    const most = name.startsWith('usage') ? places.usage : places.other;
    return limits?.whole ? 0 : Math.min(limits?.decimals ?? most, most);
  };
  const compiler = new FastCompiler(plan.slots, new Set(names), decimals);
  const checks = plan.checks.filter(({ slot }) => slot.implied !== null || names.includes(slot.name));
  const inRange = checks.map((check) => rangeCheck(check, compiler.slot(plan.slots.indexOf(check.slot))));
  const parts = [plan.bill, ...plan.lines.map(({ slot }) => slot)].map((slot) => compiler.slot(slot));
  const amounts = alike(parts);
  const bill = billOf(plan, amounts);
  return (inputs) => {
    compiler.inputs = inputs;
    for (const step of compiler.steps) step();
    for (const holds of inRange) if (!holds()) return null;
    return bill();
  };
}

function alike(parts: readonly Part[]): Amounts {
  const under = sharedUnder(parts);
  const [bill = () => Number.NaN, ...lines] = parts.map((each) => over(under, each));
  return { bill, lines, under };
}

/** Tells whether an input is a number within its limits. */
function rangeCheck({ limits }: InputCheck, { under, read }: Part): () => boolean {
  const least = limits.minimum === null ? -Infinity : limits.minimum.times(under).toNumber();
  const most = limits.maximum === null ? Infinity : limits.maximum.times(under).toNumber();
  return () => {
    const value = read();
    return value >= least && value <= most;
  };
}

function billOf(plan: ClassPlan, { bill, lines, under }: Amounts): () => FastBill | null {
  const { at, how } = plan.settings.rounding;
  const plans = plan.lines.map(({ component, description, kind, optional }) => ({
    line: { component, description, kind },
    optional,
  }));
  const count = plans.length;
  // One room for all bills: a bill is priced from end to end before the next.
  const amounts = new Array<number>(count).fill(0);
  return () => {
    const total = bill();
    const shown: LineCents[] = [];
    let rest = total;
    let sum = 0;
    for (let index = 0; index < count; index += 1) {
      const amount = lines[index]?.() ?? Number.NaN;
      const planned = plans[index];
      rest -= amount;
      if (planned === undefined || (planned.optional && amount === 0)) continue;
      const cents = centsOf(amount, under, how);
      sum += cents;
      amounts[shown.length] = amount;
      shown.push({ line: planned.line, cents: cents as Cents });
    }
    const billCents = at === 'bill' ? centsOf(total, under, how) : sum;
    // Lines that do not make the bill, and sums beyond money, are the exact evaluator's to name.
    if (rest !== 0 || !(Math.abs(billCents) < CENTS_MAX) || !(Math.abs(sum) < CENTS_MAX)) return null;
    return { billCents: billCents as Cents, lines: spread(shown, amounts, under, billCents - sum), over: total, under };
  };
}

function centsOf(amount: number, under: number, how: RoundingHow): number {
  return roundedQuotient(held(amount * 100), under, how);
}

/** Gives the cents that rounding the bill gains or loses to the lines whose own rounding was farthest off. */
function spread(lines: LineCents[], amounts: number[], under: number, difference: number): readonly LineCents[] {
  if (difference === 0) return lines;
  const step = Math.sign(difference);
  for (let left = Math.abs(difference); left > 0; left -= 1) {
    let neediest = -1;
    let most = -Infinity;
    for (let index = 0; index < lines.length; index += 1) {
      const need = ((amounts[index] ?? 0) * 100 - (lines[index]?.cents ?? 0) * under) * step;
      if (need > most) [neediest, most] = [index, need];
    }
    const line = lines[neediest];
    if (!line) break;
    lines[neediest] = { line: line.line, cents: (line.cents + step) as Cents };
    // Not a number is never the most: no line is taken twice.
    amounts[neediest] = Number.NaN;
  }
  return lines;
}
