import { readSeverities, type ReadAction, type ReadException } from '../../contract/metering.js';
import { Exact, spoken } from './exact.js';
import { isReadingText } from './register.js';
import { checkChange } from './review-change.js';
import { checkDate, checkIdentity, checkReports } from './review-identity.js';
import { REVIEW_DEFAULTS, type ReviewInput, type ReviewThresholds } from './review-input.js';
import { checkLevel } from './review-level.js';
import { useOfRead } from './review-use.js';

/**
 * Reviews one read against what the ledger knows. Gives every exception, the most severe first; none when the read is
 * fine. Nothing is changed or coerced: the coordinator decides.
 */
export function reviewRead(input: ReviewInput, thresholds: ReviewThresholds = REVIEW_DEFAULTS): ReadException[] {
  const found = [
    ...checkIdentity(input),
    ...checkChange(input),
    ...checkMissing(input, thresholds),
    ...checkDate(input),
    ...checkUse(input, thresholds),
    ...checkEstimates(input, thresholds),
    ...checkReports(input),
  ];
  return found.sort((one, other) => rank(one) - rank(other));
}

/** The action to propose for a read: that of its most severe exception, or accept when it has none. */
export function proposedActionFor(exceptions: readonly ReadException[]): ReadAction {
  const [first] = exceptions.toSorted((one, other) => rank(one) - rank(other));
  return first?.proposedAction ?? 'accept';
}

function checkMissing(
  { returned, estimatesInARow }: ReviewInput,
  { estimateLimit }: ReviewThresholds,
): ReadException[] {
  if (returned.reading !== null) return [];
  const why = returned.skipCode === null ? 'no reason was given' : `skip code ${returned.skipCode}`;
  const sentence = `The meter was not read: ${why}.`;
  const proposedAction = estimatesInARow >= estimateLimit ? 'reread' : 'estimate';
  return [{ code: 'missing', severity: 'stop', sentence, proposedAction }];
}

function checkUse(input: ReviewInput, thresholds: ReviewThresholds): ReadException[] {
  const { expected, returned } = input;
  if (returned.reading !== null && !isReadingText(returned.reading)) {
    const sentence = `The reading "${returned.reading}" is not a number.`;
    return [{ code: 'not-a-number', severity: 'stop', sentence, proposedAction: 'reread' }];
  }
  const usage = useOfRead(input, thresholds);
  if (usage === null) {
    const unknown = returned.reading !== null && expected.previousReading === null && !input.usage;
    const sentence = `There is no previous reading to compare ${returned.reading ?? ''} with.`;
    return unknown ? [{ code: 'no-previous', severity: 'stop', sentence, proposedAction: 'hold' }] : [];
  }
  if (!usage.ok) {
    return [{ code: usage.code, severity: 'stop', sentence: usage.sentence, proposedAction: 'reread' }];
  }
  const gallons = new Exact(usage.gallons);
  const level = checkLevel(input, gallons, thresholds);
  if (!usage.rolledOver) return level;
  const from = `from ${expected.previousReading ?? '?'} to ${returned.reading ?? '?'}`;
  const sentence = `The register rolled over ${from}: ${spoken(gallons)} gallons.`;
  return [...level, { code: 'rollover', severity: 'info', sentence, proposedAction: 'accept' }];
}

function checkEstimates(
  { returned, estimatesInARow }: ReviewInput,
  { estimateLimit }: ReviewThresholds,
): ReadException[] {
  const wouldBeEstimate = returned.reading === null || returned.estimated;
  if (!wouldBeEstimate || estimatesInARow < estimateLimit) return [];
  const sentence = `This would be estimate ${estimatesInARow + 1} in a row; the limit is ${estimateLimit}.`;
  return [{ code: 'estimated-too-often', severity: 'stop', sentence, proposedAction: 'reread' }];
}

function rank({ severity }: ReadException): number {
  return readSeverities.indexOf(severity);
}
