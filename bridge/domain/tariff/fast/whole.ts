import type { RoundingHow } from '../exact/exact.js';

/** Whole numbers to this bound, their doubles and their halves are exact in a double. */
export const BOUND = 2 ** 52;

/** The number while it is exact, else not a number: the exact evaluator then takes over. */
export function held(value: number): number {
  return Math.abs(value) <= BOUND ? value : Number.NaN;
}

export function greatestCommonDivisor(a: number, b: number): number {
  let [large, small] = [Math.abs(a), Math.abs(b)];
  if (Number.isNaN(large + small)) return Number.NaN;
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}

/** The least common multiple; not a number when it is not held. */
export function leastCommonMultiple(a: number, b: number): number {
  return held((a / greatestCommonDivisor(a, b)) * b);
}

/** The quotient of two held whole numbers, the lower above zero, rounded to a whole number. */
export function roundedQuotient(over: number, under: number, how: RoundingHow): number {
  const size = Math.abs(over);
  let whole = Math.floor(size / under);
  let rest = size - whole * under;
  if (rest < 0) {
    whole -= 1;
    rest += under;
  }
  if (roundsUp(whole, rest, under, how)) whole += 1;
  return over < 0 ? 0 - whole : whole;
}

function roundsUp(whole: number, rest: number, under: number, how: RoundingHow): boolean {
  switch (how) {
    case 'half_up':
      return rest * 2 >= under;
    case 'half_even':
      return rest * 2 > under || (rest * 2 === under && whole % 2 === 1);
    case 'up':
      return rest > 0;
    case 'down':
      return false;
  }
}

export const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const ZERO_CODE = 48;
const POINT_CODE = 46;

/** Digits with at most so many decimals, as a whole number of their last place; not a number for any other text. */
export function scaledDigits(text: string, decimals: number): number {
  let value = 0;
  let left = -1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT_CODE && left < 0 && index > 0) {
      left = decimals;
      continue;
    }
    const digit = code - ZERO_CODE;
    if (digit < 0 || digit > 9 || left === 0) return Number.NaN;
    value = value * 10 + digit;
    if (left > 0) left -= 1;
  }
  return text.length === 0 ? Number.NaN : held(value * (POWERS_OF_TEN[left < 0 ? decimals : left] ?? Number.NaN));
}
