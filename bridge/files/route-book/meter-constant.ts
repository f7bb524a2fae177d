import type { RouteBookStop } from '../../contract/route-book.js';
import { Exact, plain } from '../../domain/metering/exact.js';

/**
 * What a device multiplies the difference of two readings by to get units of water, as exact decimal text. Readings and
 * limits leave out the zeros that are painted on the dial, and no format has a field for them, so the constant holds them.
 */
export function meterConstant({ multiplier, fixedZeros }: Pick<RouteBookStop, 'multiplier' | 'fixedZeros'>): string {
  return plain(new Exact(10).pow(fixedZeros).times(multiplier));
}
