import type { ReadException } from '../../contract/metering.js';
import { Exact, spoken } from './exact.js';
import type { ReviewInput, ReviewThresholds } from './review-input.js';
import { highLimitGallons, lowerUsual, upperUsual, usualUse, type UsualUse } from './review-use.js';

/** Is the use high, low, none, or where none should be? `gallons` is the exact use. */
export function checkLevel(input: ReviewInput, gallons: Exact, thresholds: ReviewThresholds): ReadException[] {
  if (!input.expected.accountActive) return checkInactive(gallons);
  if (gallons.isZero()) return [zeroOrStopped(input, thresholds)];
  const usual = usualUse(input, thresholds);
  if (usual === null) return [];
  return [...checkHigh(usual, gallons, thresholds), ...checkLow(usual, gallons, thresholds)];
}

function checkInactive(gallons: Exact): ReadException[] {
  if (gallons.isZero()) return [];
  const sentence = `${spoken(gallons)} gallons were used although the account is not active.`;
  return [{ code: 'use-on-inactive', severity: 'stop', sentence, proposedAction: 'hold' }];
}

function zeroOrStopped(input: ReviewInput, { stoppedPeriods }: ReviewThresholds): ReadException {
  const before = input.history.slice(0, stoppedPeriods - 1);
  const stopped =
    before.length === stoppedPeriods - 1 && before.every((past) => !past.estimated && new Exact(past.gallons).isZero());
  if (!stopped) {
    const sentence = 'No water was used on an active account.';
    return { code: 'zero', severity: 'warning', sentence, proposedAction: 'reread' };
  }
  const sentence = `No water was used for ${stoppedPeriods} periods in a row: the meter may have stopped.`;
  return { code: 'stopped', severity: 'stop', sentence, proposedAction: 'reread' };
}

function checkHigh(usual: UsualUse, gallons: Exact, thresholds: ReviewThresholds): ReadException[] {
  const upper = upperUsual(usual);
  const limit = highLimitGallons(usual, thresholds);
  if (upper === null || limit === null || gallons.lte(limit)) return [];
  const very = gallons.gt(upper.times(thresholds.veryHighRatio));
  const sentence = `${compared(usual, gallons)} Over ${spoken(limit)} is high.`;
  return [
    { code: very ? 'very-high' : 'high', severity: very ? 'stop' : 'warning', sentence, proposedAction: 'reread' },
  ];
}

function checkLow(usual: UsualUse, gallons: Exact, thresholds: ReviewThresholds): ReadException[] {
  const lower = lowerUsual(usual);
  if (lower === null || lower.lt(thresholds.lowAboveGallons)) return [];
  const limit = lower.times(thresholds.lowRatio);
  if (gallons.gte(limit)) return [];
  const very = gallons.lt(lower.times(thresholds.veryLowRatio));
  const sentence = `${compared(usual, gallons)} Under ${spoken(limit)} is low.`;
  const code = very ? 'very-low' : 'low';
  return [{ code, severity: 'warning', sentence, proposedAction: very ? 'reread' : 'accept' }];
}

function compared({ own, lastYear, days }: UsualUse, gallons: Exact): string {
  const against = [
    own && `usually ${spoken(own)}`,
    lastYear && `${spoken(lastYear)} in the same season last year`,
  ].filter((part) => part !== null);
  return `${spoken(gallons)} gallons in ${days} days; ${against.join(', ')}.`;
}
