import type { ComparisonReason } from '../../contract/comparison.js';
import { Exact, spoken } from '../metering/exact.js';
import type { TheirUsage } from './their-line.js';

/** A reason with the sentence that tells its numbers. */
export interface Finding {
  readonly reason: ComparisonReason;
  readonly sentence: string;
}

/** How two systems that mean one usage come to tell it so many times apart. */
const UNIT_FACTORS: readonly { readonly factor: string; readonly how: string }[] = [
  { factor: '10', how: 'a digit too many or too few' },
  { factor: '100', how: 'two digits too many or too few' },
  { factor: '1000', how: 'gallons taken for thousands of gallons' },
  { factor: '748.05', how: 'gallons taken for hundreds of cubic feet' },
  { factor: '7.4805', how: 'gallons taken for cubic feet' },
];
/** Usage that is told in whole units is off by this much of itself at most for a factor to be believed. */
const FACTOR_TOLERANCE = '0.005';

/** Their gallons for all lines: where each line repeats the usage that is ours, once. */
export function theirGallons({ gallons, resolution, ofEachLine }: TheirUsage, ours: number): Exact {
  if (ofEachLine === null) return gallons;
  return isSame(ofEachLine, resolution, ours) ? ofEachLine : gallons;
}

/** Tells whether their usage is ours as far as its digits show, be they cut or rounded. */
export function isSameUsage(usage: TheirUsage, ours: number): boolean {
  return isSame(theirGallons(usage, ours), usage.resolution, ours);
}

function isSame(theirs: Exact, resolution: Exact, ours: number): boolean {
  const apart = theirs.minus(ours).abs();
  // A hundred cubic feet are no whole number of gallons: half a gallon is our own rounding.
  return apart.lt(resolution) || apart.lte('0.5');
}

/** Why their usage is another one; it must be. */
export function usageReason(usage: TheirUsage, ours: number, isEstimated: boolean): Finding {
  const theirs = theirGallons(usage, ours);
  const both = `They have ${spoken(theirs)} gal, and here are ${spoken(String(ours))}`;
  const times = unitFactor(theirs, usage.resolution, ours);
  if (times !== null) return { reason: 'unit', sentence: `${both}: ${times}.` };
  if (isEstimated) return { reason: 'estimated', sentence: `${both}, which are estimated.` };
  const apart = theirs.minus(ours);
  const how = `${spoken(apart.abs())} gal ${apart.isNegative() ? 'less' : 'more'}: another read or period`;
  return { reason: 'usage', sentence: `${both}; theirs are ${how}.` };
}

function unitFactor(theirs: Exact, resolution: Exact, ours: number): string | null {
  if (ours <= 0 || theirs.lte(0)) return null;
  for (const { factor, how } of UNIT_FACTORS) {
    for (const isMore of [true, false]) {
      const expected = isMore ? new Exact(ours).times(factor) : new Exact(ours).div(factor);
      const tolerance = expected.times(FACTOR_TOLERANCE).plus(usageStep(resolution, expected));
      if (theirs.minus(expected).abs().lte(tolerance)) {
        return isMore ? `${spoken(factor)} times as much, as with ${how}` : `1/${spoken(factor)} of it, as with ${how}`;
      }
    }
  }
  return null;
}

/** The last digit shown makes no other number look like a factor: it counts only where it is small beside it. */
function usageStep(resolution: Exact, expected: Exact): Exact {
  return resolution.lte(expected.times('0.25')) ? resolution : new Exact(0);
}
