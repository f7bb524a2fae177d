import { Exact, plain } from './exact.js';
import type { Register } from './register.js';

type Counting = Pick<Register, 'multiplier' | 'fixedZeros'>;

/**
 * What a device multiplies the difference of two readings by to get units of water, as exact decimal text. Readings and
 * limits leave out the zeros that are painted on the dial, and no format has a field for them, so the constant holds them.
 */
export function meterConstant({ multiplier, fixedZeros }: Counting): string {
  const key = `${fixedZeros} ${multiplier}`;
  const known = CONSTANTS.get(key);
  if (known !== undefined) return known;
  const constant = plain(new Exact(10).pow(fixedZeros).times(multiplier));
  CONSTANTS.set(key, constant);
  return constant;
}

/** Of every shape of register there is. */
const CONSTANTS = new Map<string, string>();

/** Tells whether a constant as a device writes it, padded with zeros, is that of a register. */
export function isMeterConstant(told: string, register: Counting): boolean {
  const constant = meterConstant(register);
  if (told.replace(/^0+(?=\d)/, '') === constant) return true;
  return /^\d+(\.\d+)?$/.test(told) && new Exact(told).eq(constant);
}
