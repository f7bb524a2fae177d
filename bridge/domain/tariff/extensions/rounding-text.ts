import type { RoundingHow } from '../exact/exact.js';

/** How a rounding is said to a person, e.g. "rounded half up to 0.01". */
export function roundingText(how: RoundingHow, to: string): string {
  return `rounded ${how.replace('_', ' ')} to ${to}`;
}
