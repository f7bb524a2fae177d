import type { ReadException } from '../../contract/metering.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import { useInDays } from './daily-use.js';
import { Exact, spoken } from './exact.js';
import type { ReviewInput } from './review-input.js';
import { highLimitGallons, lowerUsual, upperUsual, type UsualUse } from './review-use.js';

/** Is the use high, low, none, or where none should be? `gallons` is the exact use, `usual` what it is compared with. */
export function checkLevel(
  input: ReviewInput,
  gallons: Exact,
  usual: UsualUse | null,
  thresholds: ReviewThresholds,
): ReadException[] {
  if (!input.expected.accountActive) return checkInactive(gallons);
  if (gallons.isZero()) return [zeroOrStopped(input, thresholds)];
  if (usual === null || usual.isOrdinary(gallons.toNumber(), thresholds)) return [];
  const found = [...checkHigh(usual, gallons, thresholds), ...checkLow(usual, gallons, thresholds)];
  if (found.length > 0) return [...found, ...checkUnit(usual, gallons, thresholds)];
  return checkClass(input, usual, gallons, thresholds);
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

/** A use that is odd, and just so many times the usual as units and multipliers differ, or as small a part of it. */
function checkUnit(usual: UsualUse, gallons: Exact, thresholds: ReviewThresholds): ReadException[] {
  if (usual.periods < thresholds.fewPeriods) return [];
  for (const level of [usual.lastYear, usual.own]) {
    if (level === null || level.isZero()) continue;
    const ratio = gallons.div(level);
    const isMore = ratio.gt(1);
    const times = isMore ? ratio : level.div(gallons);
    const factor = thresholds.unitFactors.find((each) => times.div(each).minus(1).abs().lte(thresholds.unitTolerance));
    if (factor === undefined) continue;
    const part = isMore ? `about ${factor} times` : `about 1/${factor} of`;
    const sentence = `${spoken(gallons)} gallons are ${part} the usual ${spoken(level)}: a digit too ${isMore ? 'many' : 'few'}, or a wrong unit or multiplier?`;
    return [{ code: 'unit-suspect', severity: 'warning', sentence, proposedAction: 'reread' }];
  }
  return [];
}

/** An account with little history of its own is like others of its class, within wide bounds. */
function checkClass(
  { classAverage }: ReviewInput,
  usual: UsualUse,
  gallons: Exact,
  { fewPeriods, classHighRatio, highAboveGallons }: ReviewThresholds,
): ReadException[] {
  if (usual.periods >= fewPeriods || usual.own !== null || usual.lastYear !== null) return [];
  if (classAverage === null || classAverage.days < 1) return [];
  const level = useInDays(classAverage, usual.days);
  const limit = Exact.max(level.times(classHighRatio), highAboveGallons);
  if (gallons.lte(limit)) return [];
  const sentence = `${spoken(gallons)} gallons in ${usual.days} days; the account is new, and others of its class use ${spoken(level)}. Over ${spoken(limit)} is high.`;
  return [{ code: 'high', severity: 'warning', sentence, proposedAction: 'reread' }];
}

function compared({ own, lastYear, days }: UsualUse, gallons: Exact): string {
  const against = [
    own && `usually ${spoken(own)}`,
    lastYear && `${spoken(lastYear)} in the same season last year`,
  ].filter((part) => part !== null);
  return `${spoken(gallons)} gallons in ${days} days; ${against.join(', ')}.`;
}
