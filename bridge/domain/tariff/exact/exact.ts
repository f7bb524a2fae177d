import { Decimal } from 'decimal.js';

/** Sums and products keep every digit: rate files stay far below this many. */
const Whole = Decimal.clone({ precision: 500, rounding: Decimal.ROUND_HALF_EVEN });
/** A quotient that does not end is shown with this many digits. */
const Shown = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN });

/** A quotient that does not end, such as 1/748, kept as a fraction so that 748/748 is 1 and ties stay ties. */
class Fraction {
  constructor(
    readonly top: Decimal,
    /** Always above zero. */
    readonly bottom: Decimal,
  ) {}
}

/** An exact number: a decimal, or a fraction where no decimal is exact. */
export type Exact = Decimal | Fraction;

const ONE = new Whole(1);
export const ZERO: Exact = new Whole(0);

/** How an amount is rounded; "up" is away from zero, "down" towards it, halves of "half_up" go away from zero. */
export type RoundingHow = 'half_up' | 'half_even' | 'up' | 'down';

const MODES: Record<RoundingHow, Decimal.Rounding> = {
  half_up: Decimal.ROUND_HALF_UP,
  half_even: Decimal.ROUND_HALF_EVEN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
};

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?$/;
/** The characters that a number may have. */
export const LONGEST_NUMBER = 60;

/** Reads decimal text such as "12", ".5" or "-3.1e2"; null when it is no plain number of at most 60 characters. */
export function exactFromText(text: string): Decimal | null {
  return text.length <= LONGEST_NUMBER && NUMBER.test(text) ? new Whole(text) : null;
}

export function exactFromInteger(value: number): Decimal {
  return new Whole(value);
}

export function add(a: Exact, b: Exact): Exact {
  if (a instanceof Fraction || b instanceof Fraction) {
    return ratio(
      top(a)
        .times(bottom(b))
        .plus(top(b).times(bottom(a))),
      bottom(a).times(bottom(b)),
    );
  }
  return a.plus(b);
}

export function subtract(a: Exact, b: Exact): Exact {
  return a instanceof Fraction || b instanceof Fraction ? add(a, negate(b)) : a.minus(b);
}

export function multiply(a: Exact, b: Exact): Exact {
  if (a instanceof Fraction || b instanceof Fraction) {
    return ratio(top(a).times(top(b)), bottom(a).times(bottom(b)));
  }
  return a.times(b);
}

/** Divides exactly; null when the divisor is zero. */
export function divide(a: Exact, b: Exact): Exact | null {
  return isZero(b) ? null : ratio(top(a).times(bottom(b)), bottom(a).times(top(b)));
}

export function negate(a: Exact): Exact {
  return a instanceof Fraction ? new Fraction(a.top.negated(), a.bottom) : a.negated();
}

/** Raises to a power; exact for whole exponents, else 60 digits; null when there is no real or finite answer. */
export function power(base: Exact, exponent: Exact): Exact | null {
  const times = toDecimal(exponent);
  if (times.abs().gt(99)) return null;
  if (!times.isInteger()) {
    const root = new Shown(toDecimal(base)).pow(times);
    return root.isFinite() ? new Whole(root) : null;
  }
  const whole = times.abs().toNumber();
  const [over, under] = [top(base).pow(whole), bottom(base).pow(whole)];
  return times.isNegative() ? (over.isZero() ? null : ratio(under, over)) : ratio(over, under);
}

export function compare(a: Exact, b: Exact): number {
  return a instanceof Fraction || b instanceof Fraction
    ? top(a)
        .times(bottom(b))
        .comparedTo(top(b).times(bottom(a)))
    : a.comparedTo(b);
}

export function smaller(a: Exact, b: Exact): Exact {
  return compare(a, b) <= 0 ? a : b;
}

export function larger(a: Exact, b: Exact): Exact {
  return compare(a, b) >= 0 ? a : b;
}

export function isZero(a: Exact): boolean {
  return top(a).isZero();
}

/** The decimal: exact when there is one, else the first 60 significant digits. */
export function toDecimal(a: Exact): Decimal {
  return a instanceof Fraction ? new Whole(new Shown(a.top).div(a.bottom)) : a;
}

/** Decimal text without an exponent. */
export function toText(a: Exact): string {
  return toDecimal(a).toFixed();
}

/** Rounds to a whole number. */
export function roundWhole(a: Exact, how: RoundingHow): Decimal {
  return toDecimal(a).toDecimalPlaces(0, MODES[how]);
}

/** Rounds to a multiple of a step above zero, e.g. down to tenths with a step of 0.1. */
export function roundTo(a: Exact, step: Decimal, how: RoundingHow): Decimal {
  return roundWhole(ratio(top(a), bottom(a).times(step)), how).times(step);
}

/** Tells whether the value is still a number: far beyond any bill, digits and exponents give out. */
export function isBounded(a: Exact): boolean {
  return top(a).isFinite() && bottom(a).isFinite();
}

/** The number as a quotient of two whole numbers, the lower above zero. */
export function wholeRatio(a: Exact): { readonly over: Decimal; readonly under: Decimal } {
  const places = Math.max(top(a).decimalPlaces(), bottom(a).decimalPlaces());
  const shift = new Whole(10).pow(places);
  return { over: top(a).times(shift), under: bottom(a).times(shift) };
}

/** Rounds to a whole number, halves to the even neighbour. */
export function roundHalfEven(a: Exact): Decimal {
  return roundWhole(a, 'half_even');
}

/** Tells whether the value is one of this module's numbers. */
export function isExact(value: unknown): value is Exact {
  return value instanceof Fraction || Decimal.isDecimal(value);
}

function top(a: Exact): Decimal {
  return a instanceof Fraction ? a.top : a;
}

function bottom(a: Exact): Decimal {
  return a instanceof Fraction ? a.bottom : ONE;
}

/** The decimal when one is exact, else the fraction. */
function ratio(over: Decimal, under: Decimal): Exact {
  if (under.eq(ONE)) return over;
  const quotient = new Whole(new Shown(over).div(under));
  if (quotient.times(under).eq(over)) return quotient;
  return under.isNegative() ? new Fraction(over.negated(), under.negated()) : new Fraction(over, under);
}
