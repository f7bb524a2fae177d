import { Exact, plain, spoken } from './exact.js';
import {
  capacityOf,
  countSize,
  GALLONS_PER_UNIT,
  gallonsOf,
  readingValue,
  type GallonsPerUnit,
  type Register,
} from './register.js';

export interface UsageOptions {
  readonly gallonsPerUnit?: GallonsPerUnit;
  /** A register may have rolled over only when the previous reading was at or above this share of its capacity. */
  readonly rolloverFrom?: string;
  /** The most gallons that are plausible after a rollover, asked for only then; without it no rollover is believed. */
  readonly highestGallons?: string | null | (() => string | null);
}

export interface Usage {
  readonly ok: true;
  /** Exact gallons as decimal text. */
  readonly gallons: string;
  readonly rolledOver: boolean;
}

/** Why a use cannot be told; the sentence holds the numbers. */
export interface NoUsage {
  readonly ok: false;
  readonly code: 'not-a-number' | 'over-capacity' | 'negative' | 'estimate-too-high';
  readonly sentence: string;
}

/** The top tenth of the register, as billing systems assume. */
export const ROLLOVER_FROM = '0.9';

/** One register from one reading to the next. */
export interface RegisterSpan {
  readonly previous: string;
  readonly current: string;
  readonly register: Register;
}

/**
 * The use between two readings of a register, exact. A smaller current reading is a rollover only when the previous
 * one was near the top and the use stays within `highestGallons`; else it is negative and a person decides.
 */
export function usageBetween(span: RegisterSpan, options: UsageOptions = {}): Usage | NoUsage {
  const { register } = span;
  const plainUse = wholeUse(span, options.gallonsPerUnit);
  if (plainUse !== null) return { ok: true, gallons: String(plainUse), rolledOver: false };
  const previous = readCounts(span.previous, 'previous reading', register);
  const current = readCounts(span.current, 'reading', register);
  if (!(previous instanceof Exact)) return previous;
  if (!(current instanceof Exact)) return current;
  const gallonsPerUnit = options.gallonsPerUnit ?? GALLONS_PER_UNIT;
  if (current.gte(previous)) {
    return {
      ok: true,
      gallons: plain(gallonsOf(current.minus(previous), register, gallonsPerUnit)),
      rolledOver: false,
    };
  }
  const capacity = capacityOf(register);
  const rolled = gallonsOf(capacity.minus(previous).plus(current), register, gallonsPerUnit);
  const nearTop = previous.gte(capacity.times(options.rolloverFrom ?? ROLLOVER_FROM));
  const { highestGallons: given = null } = options;
  const highest = typeof given === 'function' ? (nearTop ? given() : null) : given;
  if (nearTop && highest !== null && rolled.lte(highest)) {
    return { ok: true, gallons: plain(rolled), rolledOver: true };
  }
  const back = `The reading ${span.current} is below the previous reading ${span.previous}`;
  const sentence = `${back}; as a rollover it would be ${spoken(rolled)} gallons, which is not plausible.`;
  return { ok: false, code: 'negative', sentence };
}

/** So few digits that numbers count them exactly. */
const WHOLE = /^\d{1,12}$/;

/** The use of a register that counts whole gallons and went up, as nearly all do: exact as numbers, and far quicker. */
function wholeUse({ previous, current, register }: RegisterSpan, gallonsPerUnit?: GallonsPerUnit): number | null {
  if (register.decimals !== 0 || !WHOLE.test(previous) || !WHOLE.test(current)) return null;
  const [from, to, size] = [Number(previous), Number(current), countSize(register, gallonsPerUnit)];
  if (to < from || to >= 10 ** register.dials || !size.isInteger()) return null;
  const gallons = (to - from) * size.toNumber();
  return Number.isSafeInteger(gallons) ? gallons : null;
}

export interface ChangeOut {
  readonly oldMeter: RegisterSpan;
  readonly newMeter: RegisterSpan;
}

/** The use over a change-out: (old final - previous) + (current - new initial). */
export function usageOverChangeOut(changeOut: ChangeOut, options: UsageOptions = {}): Usage | NoUsage {
  return sumOfUsage([changeOut.oldMeter, changeOut.newMeter], options);
}

/** The use of a compound meter: the sum of its registers. */
export function usageOfCompound(registers: readonly RegisterSpan[], options: UsageOptions = {}): Usage | NoUsage {
  return sumOfUsage(registers, options);
}

function sumOfUsage(spans: readonly RegisterSpan[], options: UsageOptions): Usage | NoUsage {
  let gallons = new Exact(0);
  let rolledOver = false;
  for (const span of spans) {
    const usage = usageBetween(span, options);
    if (!usage.ok) return usage;
    gallons = gallons.plus(usage.gallons);
    rolledOver ||= usage.rolledOver;
  }
  return { ok: true, gallons: plain(gallons), rolledOver };
}

/** The most gallons that the register can count before it is back at zero. */
export function mostGallons(register: Register, gallonsPerUnit: GallonsPerUnit = GALLONS_PER_UNIT): string {
  return plain(capacityOf(register).times(countSize(register, gallonsPerUnit)));
}

function readCounts(text: string, name: string, register: Register): Exact | NoUsage {
  const value = readingValue(text, register);
  if (value === null) {
    return { ok: false, code: 'not-a-number', sentence: `The ${name} "${text}" is not a number.` };
  }
  if (value.gte(capacityOf(register))) {
    const sentence = `The ${name} ${text} has more digits than the ${register.dials} that the register shows.`;
    return { ok: false, code: 'over-capacity', sentence };
  }
  return value;
}
