import { counted } from '../../contract/counted.js';
import { isMeterConstant, meterConstant } from './meter-constant.js';
import type { Register } from './register.js';
import type { ReturnedRead } from './review-input.js';

/**
 * How the register that a device was loaded with, or that its reader keyed, differs from the one that is billed by, as
 * sentences. Zeros tell nothing, as blanks do; neither do decimals beside dials that are not told.
 */
export function toldRegisterDiffers(
  { meterConstant: constant, dials, decimals }: Pick<ReturnedRead, 'meterConstant' | 'dials' | 'decimals'>,
  register: Register,
): string[] {
  const found: string[] = [];
  if (constant !== null && !/^0*$/.test(constant) && !isMeterConstant(constant, register)) {
    found.push(`The device has the meter constant ${constant}; the register counts by ${meterConstant(register)}.`);
  }
  if (dials === null || dials === 0) return found;
  const told = { dials, decimals: decimals ?? register.decimals };
  if (told.dials !== register.dials || told.decimals !== register.decimals) {
    found.push(`The device has ${shapeOf(told)}; the register is set up with ${shapeOf(register)}.`);
  }
  return found;
}

function shapeOf({ dials, decimals }: Pick<Register, 'dials' | 'decimals'>): string {
  return `${counted(dials, 'dial')} and ${counted(decimals, 'decimal')}`;
}
