import type { WaterUnit } from '../../contract/metering.js';
import { Exact } from './exact.js';

/** How one register of a meter counts. */
export interface Register {
  /** How many digits of the register are read, decimals included; it rolls over after all nines. */
  readonly dials: number;
  /** How many of the digits stand behind the point when the reading comes without a point; 0 when none. */
  readonly decimals: number;
  /** Painted zeros behind the moving digits, which a reading leaves out. */
  readonly fixedZeros: number;
  /** Units per count, as exact decimal text; "1" for most, "10" or "100" for registers that count in tens or hundreds. */
  readonly multiplier: string;
  readonly unit: WaterUnit;
}

/** Gallons of one unit, as exact decimal text. */
export type GallonsPerUnit = Readonly<Record<WaterUnit, string>>;

/**
 * The factors that utilities bill by: 7.48 gallons per cubic foot, 748.05 per hundred cubic feet. They are fixed: bills and
 * history are kept in gallons made by them.
 */
export const GALLONS_PER_UNIT: GallonsPerUnit = {
  GAL: '1',
  CUBIC_FEET: '7.48',
  CCF: '748.05',
  CUBIC_METER: '264.172',
  LITER: '0.264172',
};

/** Text that is a reading: digits, with a point at most. Blanks, signs, letters and exponents are none. */
export function isReadingText(text: string): boolean {
  return /^\d{1,20}(\.\d{1,6})?$/.test(text);
}

/** The value at which the register is back at zero, in the reading's own counts. */
export function capacityOf(register: Register): Exact {
  return powerOfTen(register.dials - register.decimals);
}

/** Registers have few shapes, and a power of a wide decimal is dear. */
const POWERS = new Map<number, Exact>();

function powerOfTen(exponent: number): Exact {
  const known = POWERS.get(exponent);
  if (known) return known;
  const power = new Exact(10).pow(exponent);
  POWERS.set(exponent, power);
  return power;
}

/**
 * The value of a reading in the register's own counts; null when the text is no number.
 * A point in the text wins over the register's implied decimals.
 */
export function readingValue(text: string, register: Register): Exact | null {
  if (!isReadingText(text)) return null;
  const value = new Exact(text);
  return register.decimals === 0 || text.includes('.') ? value : value.div(powerOfTen(register.decimals));
}

/**
 * A reading as the ledger keeps it: a whole number, in counts of the register's last digit. Null where the text is none,
 * or has a point that the register has not: nothing is coerced.
 */
export function storedReading(text: string | null, register: Pick<Register, 'decimals'>): number | null {
  const [, whole, fraction] = /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text ?? '') ?? [];
  if (whole === undefined || (fraction !== undefined && fraction.length !== register.decimals)) return null;
  const digits = `${whole}${fraction ?? ''}`.replace(/^0+(?=\d)/, '');
  return digits.length <= 15 ? Number(digits) : null;
}

/** Gallons of a number of counts, exact. */
export function gallonsOf(counts: Exact, register: Register, gallonsPerUnit: GallonsPerUnit = GALLONS_PER_UNIT): Exact {
  return counts.times(countSize(register, gallonsPerUnit));
}

/** Gallons of one count of the register. */
export function countSize(register: Register, gallonsPerUnit: GallonsPerUnit = GALLONS_PER_UNIT): Exact {
  const factor = gallonsPerUnit[register.unit];
  const key = `${register.fixedZeros} ${register.multiplier} ${factor}`;
  const known = SIZES.get(key);
  if (known) return known;
  const size = powerOfTen(register.fixedZeros).times(register.multiplier).times(factor);
  SIZES.set(key, size);
  return size;
}

/** Of every shape of register there is. */
const SIZES = new Map<string, Exact>();

/** Writes a value as a reading of the register: zero-padded digits, without a point, as the dials show it. */
export function readingText(value: Exact, register: Register): string {
  return value.times(powerOfTen(register.decimals)).floor().toFixed().padStart(register.dials, '0');
}
