import { Exact, plain } from './exact.js';
import { capacityOf, gallonsOf, type Register } from './register.js';

/**
 * What a register showed before and after a period, in gallons as exact decimal text. A smaller second reading has rolled
 * over, since only such a one is billed, and has the register's capacity added.
 */
export function readingsInGallons(
  previous: number,
  current: number,
  register: Register,
): { readonly previous: string; readonly current: string } {
  const after = current < previous ? capacityOf(register).plus(current) : new Exact(current);
  return { previous: plain(gallonsOf(new Exact(previous), register)), current: plain(gallonsOf(after, register)) };
}
