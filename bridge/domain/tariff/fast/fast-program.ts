import type { Cents } from '../../../contract/money.js';
import type { BillInputs } from '../expression/class-scope.js';
import type { BillLinePlan } from '../extensions/bill.js';
import { type Machine, execute } from './machine.js';

/** A line of a bill in cents. */
export interface LineCents {
  readonly line: Omit<BillLinePlan, 'optional'>;
  readonly cents: Cents;
}

/** Text that a bill's data imply, or that the rate file itself gives as a map's key. */
export type OtherText = (inputs: BillInputs) => string;

/** A bill in cents. */
export interface FastBill {
  readonly billCents: Cents;
  readonly lines: readonly LineCents[];
  /** What priced it; {@link exactTotal} tells its exact amount until the next bill is priced. */
  readonly program: FastProgram;
}

/** A class compiled for data that give certain names: a machine, and the cells where it leaves the bill. */
export interface FastProgram {
  readonly machine: Machine;
  /** The texts that follow those of the names. */
  readonly otherTexts: readonly OtherText[];
  readonly bill: BillCells;
}

/** A class's programs for data that give these names: one that reads the usual decimals, one that reads more. */
export interface NamedPrograms {
  readonly names: readonly string[];
  readonly texts: Texts;
  readonly usual: FastProgram;
  readonly fine: FastProgram;
}

/** The programs of a class, compiled once for each set of names that data give. */
export interface FastPrograms {
  last: NamedPrograms | null;
  readonly byNames: Map<string, NamedPrograms>;
}

/** The texts of the bill at hand; one room for all bills, each priced from end to end before the next. */
export interface Texts {
  readonly given: number;
  readonly all: string[];
}

/** The cells where a machine leaves a bill's numbers. */
export interface BillCells {
  readonly lines: readonly LineCells[];
  /** The bill before it is rounded, in cents over `under`. */
  readonly total: number;
  readonly cents: number;
  /** The sum of the lines' cents, before what rounding the bill gains or loses is spread over them. */
  readonly sum: number;
  readonly under: number;
}

export interface LineCells {
  readonly line: LineCents['line'];
  readonly optional: boolean;
  /** The line itself where it is the same on all bills. */
  readonly fixed: LineCents | null;
  /** The line before it is rounded, in cents over the bill's `under`. */
  readonly exact: number;
  readonly cents: number;
}

/**
 * Prices a bill; null where only the exact evaluator can tell. `texts` are the values of the names that the program was
 * compiled for, in their order; other texts are written behind these.
 */
export function runFast(program: FastProgram, inputs: BillInputs, texts: Texts): FastBill | null {
  const { otherTexts } = program;
  for (let index = 0; index < otherTexts.length; index += 1)
    texts.all[texts.given + index] = otherTexts[index]?.(inputs) ?? '';
  return execute(program.machine, texts.all) ? billOf(program) : null;
}

/** The exact amount of the bill that a program priced last, in cents, as a quotient of whole numbers. */
export function exactTotal({ machine, bill }: FastProgram): { readonly over: number; readonly under: number } {
  return { over: machine.cells[bill.total] ?? Number.NaN, under: bill.under };
}

/** Null where a number is not held. */
function billOf(program: FastProgram): FastBill | null {
  const { bill } = program;
  const { cells } = program.machine;
  const billCents = centsIn(cells, bill.cents);
  const difference = billCents - (cells[bill.sum] ?? 0);
  if (Number.isNaN(difference)) return null;
  const lines = new Array<LineCents>(bill.lines.length);
  let count = 0;
  for (const each of bill.lines) {
    if (!isShown(each, cells)) continue;
    lines[count] = each.fixed ?? { line: each.line, cents: centsIn(cells, each.cents) };
    count += 1;
  }
  if (count < lines.length) lines.length = count;
  if (difference !== 0) spread(lines, bill, cells, difference);
  return { billCents, lines, program };
}

/** The cents of a cell; a small whole number is given as one, which takes no memory of its own. */
function centsIn(cells: Float64Array, cell: number): Cents {
  const value = cells[cell] ?? 0;
  const small = value | 0;
  return (small === value ? small : value) as Cents;
}

function isShown({ optional, exact }: LineCells, cells: Float64Array): boolean {
  return !optional || cells[exact] !== 0;
}

/** Gives the cents that rounding the bill gains or loses to the lines whose own rounding was farthest off. */
function spread(shown: LineCents[], bill: BillCells, cells: Float64Array, difference: number): void {
  const exact = bill.lines.filter((line) => isShown(line, cells)).map((line) => cells[line.exact] ?? 0);
  const step = Math.sign(difference);
  for (let left = Math.abs(difference); left > 0; left -= 1) {
    let neediest = -1;
    let most = -Infinity;
    for (const [index, { cents }] of shown.entries()) {
      const need = ((exact[index] ?? 0) - cents * bill.under) * step;
      if (need > most) [neediest, most] = [index, need];
    }
    const line = shown[neediest];
    if (!line) break;
    shown[neediest] = { line: line.line, cents: (line.cents + step) as Cents };
    // Not a number is never the most: no line is taken twice.
    exact[neediest] = Number.NaN;
  }
}
