import { Exact, plain } from './exact.js';
import { capacityOf, gallonsOf, readingValue, type Register } from './register.js';

/**
 * What a register showed before and after a period, in gallons as exact decimal text. A smaller second reading has rolled
 * over, since only such a one is billed, and has the register's capacity added.
 */
export function readingsInGallons(
  previous: number,
  current: number,
  register: Register,
): { readonly previous: string; readonly current: string } {
  const [before, shown] = [valueOf(previous, register), valueOf(current, register)];
  const after = current < previous ? capacityOf(register).plus(shown) : shown;
  return { previous: plain(gallonsOf(before, register)), current: plain(gallonsOf(after, register)) };
}

function valueOf(stored: number, register: Register): Exact {
  return readingValue(String(stored), register) ?? new Exact(stored);
}
