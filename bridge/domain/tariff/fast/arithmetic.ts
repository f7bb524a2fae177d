import type { Decimal } from 'decimal.js';
import { type Exact, type RoundingHow, isZero, wholeRatio } from '../exact/exact.js';
import type { Code } from './code.js';
import { Operation } from './machine.js';
import { greatestCommonDivisor, held, leastCommonMultiple } from './whole.js';

/** A number over a denominator that is known before any bill is. */
export interface Part {
  /** What it is, where that is known as well. */
  readonly constant: Exact | null;
  readonly under: number;
  /** The cell of the number over the denominator; not a number where doubles do not hold it exactly. */
  readonly cell: number;
}

const ROUNDING: Record<RoundingHow, Operation> = {
  half_up: Operation.RoundHalfUp,
  half_even: Operation.RoundHalfEven,
  up: Operation.RoundUp,
  down: Operation.RoundDown,
};

/** Arithmetic on parts, as instructions. */
export class Arithmetic {
  /** What the fast evaluator does not work out: a bill that needs it is left to the exact one. */
  readonly beyond: Part;

  constructor(private readonly code: Code) {
    this.beyond = { constant: null, under: 1, cell: code.constant(Number.NaN) };
  }

  constant(constant: Exact): Part {
    const { over, under } = wholeRatio(constant);
    const [top, bottom] = [held(over.toNumber()), held(under.toNumber())];
    if (Number.isNaN(top) || Number.isNaN(bottom)) return { ...this.beyond, constant };
    const shared = greatestCommonDivisor(top, bottom) || 1;
    return { constant, under: bottom / shared, cell: this.code.constant(top / shared) };
  }

  /** A part worked out from others over a denominator; beyond when the denominator is not held. */
  part(under: number, cell: number): Part {
    return Number.isNaN(held(under)) ? this.beyond : { constant: null, under, cell };
  }

  sum(a: Part, b: Part, sign: 1 | -1): Part {
    const { under, left, right } = this.alike(a, b);
    return this.part(under, this.code.result(sign === 1 ? Operation.Add : Operation.Subtract, left, right));
  }

  product(a: Part, b: Part): Part {
    if (b.constant !== null) return this.timesConstant(a, this.valueOf(b), b.under);
    if (a.constant !== null) return this.timesConstant(b, this.valueOf(a), a.under);
    return this.part(a.under * b.under, this.code.result(Operation.Multiply, a.cell, b.cell));
  }

  /** The quotient by a constant; by anything else only the quotient of equals, which is one. */
  quotient(a: Part, b: Part): Part {
    if (b.constant === null) {
      const { left, right } = this.alike(a, b);
      return this.part(1, this.code.result(Operation.Unit, left, right));
    }
    if (isZero(b.constant)) return this.beyond;
    const divisor = this.valueOf(b);
    return this.timesConstant(a, divisor < 0 ? -b.under : b.under, Math.abs(divisor));
  }

  extreme(a: Part, b: Part, kind: 'least' | 'greatest'): Part {
    const { under, left, right } = this.alike(a, b);
    return this.part(under, this.code.result(kind === 'least' ? Operation.Least : Operation.Greatest, left, right));
  }

  negative(operand: Part): Part {
    return this.timesConstant(operand, -1, 1);
  }

  rounded({ under, cell }: Part, to: Decimal, how: RoundingHow): Part {
    const { over, under: stepUnder } = wholeRatio(to);
    const [step, parts] = [over.toNumber(), stepUnder.toNumber()];
    const steps = this.quotientCell(this.timesWhole(cell, parts), held(under * step), how);
    return this.part(parts, this.timesWhole(steps, step));
  }

  /** A number of dollars as cents and their fractions. */
  inCents({ under, cell }: Part): Part {
    const shared = greatestCommonDivisor(100, under) || 1;
    return this.part(under / shared, this.timesWhole(cell, 100 / shared));
  }

  /** The cell of a part rounded to a whole number. */
  whole({ under, cell }: Part, how: RoundingHow): number {
    return this.quotientCell(cell, under, how);
  }

  /** The cell of the part over another denominator, a multiple of its own. */
  over(under: number, { under: own, cell }: Part): number {
    return this.timesWhole(cell, under / own);
  }

  /** Cells side by side with the parts over a denominator; the first of them. */
  row(under: number, parts: readonly Part[]): number {
    const cells = parts.map((each) => this.over(under, each));
    const first = this.code.block(cells.map((cell) => this.code.known(cell) ?? Number.NaN));
    for (const [index, cell] of cells.entries()) {
      if (this.code.known(cell) === null)
        this.code.emit(Operation.Multiply, first + index, cell, this.code.constant(1));
    }
    return first;
  }

  /** The number over the denominator of a part that is known beforehand. */
  private valueOf({ cell }: Part): number {
    return this.code.known(cell) ?? Number.NaN;
  }

  private quotientCell(over: number, under: number, how: RoundingHow): number {
    return under === 1 ? over : this.code.result(ROUNDING[how], over, this.code.constant(under));
  }

  private alike(a: Part, b: Part): { readonly under: number; readonly left: number; readonly right: number } {
    const under = leastCommonMultiple(a.under, b.under);
    return { under, left: this.over(under, a), right: this.over(under, b) };
  }

  private timesConstant({ under, cell }: Part, times: number, factorUnder: number): Part {
    const shared = greatestCommonDivisor(times, under) || 1;
    return this.part((under / shared) * factorUnder, this.timesWhole(cell, times / shared));
  }

  private timesWhole(cell: number, times: number): number {
    return times === 1 ? cell : this.code.result(Operation.Multiply, cell, this.code.constant(times));
  }
}

/** A denominator that all parts share; not a number when it is not held. */
export function sharedUnder(parts: readonly Part[]): number {
  return parts.reduce((under, each) => leastCommonMultiple(under, each.under), 1);
}
