import { daysBetween } from '../../contract/calendar-date.js';
import type { ReadException, ReadExceptionCode } from '../../contract/metering.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import { Exact } from './exact.js';
import { gallonsOf, readingValue } from './register.js';
import type { ReviewInput } from './review-input.js';
import { highLimitGallons, type UsualUse } from './review-use.js';

/** What a second look can settle: how much was used. */
const SETTLED_BY_REREAD: readonly ReadExceptionCode[] = [
  ...(['high', 'very-high', 'low', 'very-low', 'zero', 'stopped', 'unit-suspect'] as const),
];

/**
 * Judges a read that a reread brought, beside what was found on it. The same reading again, or one that went on as the
 * days between make plausible, confirms the first: then it waits for no more than an accept. After so many rereads that
 * settled nothing it is for a supervisor.
 */
export function checkReread(
  input: ReviewInput,
  found: readonly ReadException[],
  usual: UsualUse | null,
  thresholds: ReviewThresholds,
): ReadException[] {
  const { reread, returned } = input;
  if (reread === null || returned.reading === null) return [...found];
  const isSame = confirms(input, usual, thresholds);
  const rest = isSame ? found.map(confirmed) : [...found];
  const told = reread.firstReading === null ? [] : [comparison(input, isSame)];
  const isSettled = rest.every(({ severity }) => severity === 'info') || isSame;
  if (isSettled || reread.times < thresholds.rereadsMax) return [...rest, ...told];
  const sentence = `${reread.times} rereads did not settle this read: it is for a supervisor to decide.`;
  return [...rest, ...told, { code: 'reread-escalated', severity: 'stop', sentence, proposedAction: 'hold' }];
}

function confirmed(found: ReadException): ReadException {
  if (!SETTLED_BY_REREAD.includes(found.code)) return found;
  return { ...found, severity: 'warning', proposedAction: 'accept' };
}

function comparison({ reread, returned }: ReviewInput, isSame: boolean): ReadException {
  const again = `The reread is ${returned.reading} on ${returned.date ?? 'an unknown day'}`;
  const first = `the first reading was ${reread?.firstReading} on ${reread?.firstDate ?? 'an unknown day'}`;
  const sentence = isSame ? `${again}; ${first}: confirmed by reread.` : `${again}; ${first}: they differ.`;
  return { code: isSame ? 'reread-same' : 'reread-differs', severity: 'info', sentence, proposedAction: 'accept' };
}

/** The same, or more by no more than a high use of the days between, or the first reading's own use of them. */
function confirms({ expected, returned, reread }: ReviewInput, usual: UsualUse | null, thresholds: ReviewThresholds) {
  if (reread === null || reread.firstReading === null || returned.reading === null) return false;
  const { register, previousReading, previousDate } = expected;
  const [first, again] = [reread.firstReading, returned.reading].map((text) => readingValue(text, register));
  if (!first || !again) return false;
  if (again.eq(first)) return true;
  if (reread.firstDate === null || returned.date === null) return false;
  const days = daysBetween(reread.firstDate, returned.date);
  if (days < 0 || again.lt(first)) return false;
  const highest = usual === null ? null : highLimitGallons(usual, thresholds);
  const atMost = highest === null || usual === null ? new Exact(0) : highest.div(usual.days).times(days);
  const previous = previousReading === null ? null : readingValue(previousReading, register);
  const firstDays = previousDate === null ? 0 : daysBetween(previousDate, reread.firstDate);
  const ownPace = previous && firstDays > 0 ? first.minus(previous).div(firstDays).times(days) : new Exact(0);
  const oneCount = gallonsOf(new Exact(1), register);
  const allowed = Exact.max(atMost, gallonsOf(ownPace, register)).plus(oneCount);
  return gallonsOf(again.minus(first), register).lte(allowed);
}
