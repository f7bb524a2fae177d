import type { RoundingHow } from '../exact/exact.js';

const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['usage_ccf', 'Usage in billing units'],
  ['usage_gallons', 'Gallons used'],
  ['flat_rate', 'Rate per unit'],
]);

const ROUNDINGS: Readonly<Record<RoundingHow, string>> = {
  half_up: 'rounded to cents, halves up',
  half_even: 'rounded to cents, halves to even',
  up: 'rounded up to cents',
  down: 'rounded down to cents',
};

/** A component or a data name as a person reads it: "meter_size" is "Meter size". */
export function spokenName(name: string): string {
  const known = SPOKEN.get(name);
  if (known !== undefined) return known;
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How amounts are rounded to cents, as a person says it. */
export function roundingWords(how: RoundingHow): string {
  return ROUNDINGS[how];
}
