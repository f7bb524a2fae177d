import { type Exact, type RoundingHow, isZero, wholeRatio } from '../exact/exact.js';
import type { Decimal } from 'decimal.js';
import { greatestCommonDivisor, held, leastCommonMultiple, roundedQuotient } from './whole.js';

/** Works out a whole number; not a number where doubles do not hold it exactly. */
export type Read = () => number;

/** A number over a denominator that is known before any bill is. */
export interface Part {
  /** What it is, where that is known as well. */
  readonly constant: Exact | null;
  readonly under: number;
  readonly read: Read;
}

/** What the fast evaluator does not work out: a bill that needs it is left to the exact one. */
export const BEYOND: Part = { constant: null, under: 1, read: () => Number.NaN };

export function constantPart(constant: Exact): Part {
  const { over, under } = wholeRatio(constant);
  const [top, bottom] = [held(over.toNumber()), held(under.toNumber())];
  if (Number.isNaN(top) || Number.isNaN(bottom)) return { ...BEYOND, constant };
  const shared = greatestCommonDivisor(top, bottom) || 1;
  const value = top / shared;
  return { constant, under: bottom / shared, read: () => value };
}

/** A part worked out from others over a denominator; beyond when the denominator is not held. */
export function part(under: number, read: Read): Part {
  return Number.isNaN(held(under)) ? BEYOND : { constant: null, under, read };
}

export function sumOf(a: Part, b: Part, sign: 1 | -1): Part {
  const { under, left, right } = alike(a, b);
  if (left === 1 && right === 1) {
    const [first, second] = [a.read, b.read];
    return part(under, sign === 1 ? () => held(first() + second()) : () => held(first() - second()));
  }
  const [first, second] = [timesWhole(a.read, left), timesWhole(b.read, right * sign)];
  return part(under, () => held(first() + second()));
}

export function productOf(a: Part, b: Part): Part {
  if (b.constant !== null) return timesConstant(a, b);
  if (a.constant !== null) return timesConstant(b, a);
  const [first, second] = [a.read, b.read];
  return part(a.under * b.under, () => held(first() * second()));
}

/** The quotient by a constant; by anything else only the quotient of equals, which is one. */
export function quotientOf(a: Part, b: Part): Part {
  if (b.constant === null) {
    const { left, right } = alike(a, b);
    const [first, second] = [timesWhole(a.read, left), timesWhole(b.read, right)];
    return part(1, () => {
      const divisor = second();
      return divisor !== 0 && first() === divisor ? 1 : Number.NaN;
    });
  }
  if (isZero(b.constant)) return BEYOND;
  const divisor = b.read();
  const inverse = divisor < 0 ? -b.under : b.under;
  return timesConstant(a, { constant: b.constant, under: Math.abs(divisor), read: () => inverse });
}

export function extremeOf(a: Part, b: Part, kind: 'least' | 'greatest'): Part {
  const { under, left, right } = alike(a, b);
  const [first, second] = [timesWhole(a.read, left), timesWhole(b.read, right)];
  return part(under, kind === 'least' ? () => Math.min(first(), second()) : () => Math.max(first(), second()));
}

export function negativeOf({ under, read }: Part): Part {
  return part(under, () => -read());
}

export function roundedOf({ under, read }: Part, to: Decimal, how: RoundingHow): Part {
  const { over, under: stepUnder } = wholeRatio(to);
  const [step, parts] = [over.toNumber(), stepUnder.toNumber()];
  const divisor = held(under * step);
  return part(stepUnder.toNumber(), () => held(roundedQuotient(held(read() * parts), divisor, how) * step));
}

/** The part over another denominator, a multiple of its own. */
export function over(under: number, { under: own, read }: Part): Read {
  return timesWhole(read, under / own);
}

/** A denominator that all parts share; not a number when it is not held. */
export function sharedUnder(parts: readonly Part[]): number {
  return parts.reduce((under, each) => leastCommonMultiple(under, each.under), 1);
}

function alike(a: Part, b: Part): { readonly under: number; readonly left: number; readonly right: number } {
  const under = leastCommonMultiple(a.under, b.under);
  return { under, left: under / a.under, right: under / b.under };
}

function timesConstant({ under, read }: Part, factor: Part): Part {
  const times = factor.read();
  const shared = greatestCommonDivisor(times, under) || 1;
  return part((under / shared) * factor.under, timesWhole(read, times / shared));
}

function timesWhole(read: Read, times: number): Read {
  return times === 1 ? read : () => held(read() * times);
}
