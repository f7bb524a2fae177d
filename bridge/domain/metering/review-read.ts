import { readSeverities, type ReadAction, type ReadException } from '../../contract/metering.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import { Exact, spoken } from './exact.js';
import { isReadingText } from './register.js';
import { checkChange } from './review-change.js';
import { checkDate, checkIdentity } from './review-identity.js';
import { REVIEW_DEFAULTS, type ReviewInput } from './review-input.js';
import { checkLevel } from './review-level.js';
import { checkReports, isEstimateByCode } from './review-reports.js';
import { checkReread } from './review-reread.js';
import { useOfRead, usualUse, type UsualUse } from './review-use.js';
import type { NoUsage, Usage } from './usage.js';

/** What a review found on a read, and the use that it found it by. */
export interface ReviewedRead {
  /** The most severe first. */
  readonly exceptions: ReadException[];
  readonly usage: Usage | NoUsage | null;
}

/**
 * Reviews one read against what the ledger knows. Gives every exception, the most severe first; none when the read is
 * fine. Nothing is changed or coerced: the coordinator decides.
 */
export function reviewRead(input: ReviewInput, thresholds: ReviewThresholds = REVIEW_DEFAULTS): ReadException[] {
  return judgeRead(input, thresholds).exceptions;
}

/** As {@link reviewRead}, with the use. */
export function judgeRead(input: ReviewInput, thresholds: ReviewThresholds): ReviewedRead {
  const usual = usualUse(input, thresholds);
  const usage = useOfRead(input, thresholds, usual);
  const found = [
    ...checkIdentity(input),
    ...checkChange(input),
    ...checkMissing(input, thresholds),
    ...checkDate(input),
    ...checkUse(input, usage, usual, thresholds),
    ...checkEstimates(input, thresholds),
    ...checkReports(input, thresholds),
  ];
  const exceptions = checkReread(input, found, usual, thresholds);
  return { exceptions: exceptions.sort((one, other) => rank(one) - rank(other)), usage };
}

/** The action to propose for a read: that of its most severe exception, or accept when it has none. */
export function proposedActionFor(exceptions: readonly ReadException[]): ReadAction {
  const [first] = exceptions.toSorted((one, other) => rank(one) - rank(other));
  return first?.proposedAction ?? 'accept';
}

function checkMissing(
  { returned, estimatesInARow, codes }: ReviewInput,
  { estimateLimit }: ReviewThresholds,
): ReadException[] {
  if (returned.reading !== null) return [];
  const { skipCode, format } = returned;
  const why = skipCode === null ? 'no reason was given' : `skip code ${codes.spoken(format, 'skip', skipCode)}`;
  const sentence = `The meter was not read: ${why}.`;
  const known = skipCode === null ? null : codes.find(format, 'skip', skipCode);
  const proposedAction = estimatesInARow >= estimateLimit ? 'reread' : (known?.action ?? 'estimate');
  return [{ code: 'missing', severity: 'stop', sentence, proposedAction }];
}

function checkUse(
  input: ReviewInput,
  usage: Usage | NoUsage | null,
  usual: UsualUse | null,
  thresholds: ReviewThresholds,
): ReadException[] {
  const { expected, returned } = input;
  if (returned.reading !== null && !isReadingText(returned.reading)) {
    const sentence = `The reading "${returned.reading}" is not a number.`;
    return [{ code: 'not-a-number', severity: 'stop', sentence, proposedAction: 'reread' }];
  }
  if (usage === null) {
    const unknown = returned.reading !== null && expected.previousReading === null && !input.usage;
    const sentence = `There is no previous reading to compare ${returned.reading ?? ''} with.`;
    return unknown ? [{ code: 'no-previous', severity: 'stop', sentence, proposedAction: 'hold' }] : [];
  }
  if (!usage.ok) {
    const proposedAction = usage.code === 'estimate-too-high' ? 'accept' : 'reread';
    return [{ code: usage.code, severity: 'stop', sentence: usage.sentence, proposedAction }];
  }
  const gallons = new Exact(usage.gallons);
  const level = checkLevel(input, gallons, usual, thresholds);
  if (!usage.rolledOver) return level;
  const from = `from ${expected.previousReading ?? '?'} to ${returned.reading ?? '?'}`;
  const sentence = `The register rolled over ${from}: ${spoken(gallons)} gallons.`;
  return [...level, { code: 'rollover', severity: 'info', sentence, proposedAction: 'accept' }];
}

function checkEstimates(input: ReviewInput, { estimateLimit }: ReviewThresholds): ReadException[] {
  const { returned, estimatesInARow } = input;
  const wouldBeEstimate = returned.reading === null || returned.estimated || isEstimateByCode(input);
  if (!wouldBeEstimate || estimatesInARow < estimateLimit) return [];
  const sentence = `This would be estimate ${estimatesInARow + 1} in a row; the limit is ${estimateLimit}.`;
  return [{ code: 'estimated-too-often', severity: 'stop', sentence, proposedAction: 'reread' }];
}

function rank({ severity }: ReadException): number {
  return readSeverities.indexOf(severity);
}
