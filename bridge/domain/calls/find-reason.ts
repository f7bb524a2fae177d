import type { CallReason } from '../../contract/calls.js';
import { counted } from '../../contract/counted.js';
import type { CallsSetting } from '../../contract/settings/calls.js';
import { Exact } from '../metering/exact.js';
import type { AccountUse } from './account-use.js';

type ReasonSetting = CallsSetting['reasons'][number];

/** Why an account is called, with its numbers. */
export interface FoundReason {
  readonly reason: CallReason;
  /** Everything that is true of the account, what it is called about first. */
  readonly sentence: string;
}

/** The first reason of the setting that is true of an account; null when none is. */
export function findReason(use: AccountUse, { reasons }: CallsSetting): FoundReason | null {
  const found = reasons.flatMap((setting) => {
    const sentence = sentenceOf(use, setting);
    return sentence === null ? [] : [{ reason: setting.reason, sentence }];
  });
  const [first] = found;
  return first === undefined
    ? null
    : { reason: first.reason, sentence: found.map(({ sentence }) => sentence).join(' ') };
}

function sentenceOf(use: AccountUse, setting: ReasonSetting): string | null {
  return setting.reason === 'leak' ? leakSentence(use, setting) : highSentence(use, setting);
}

function leakSentence(
  { leak, leakDays }: AccountUse,
  { flags, days }: Extract<ReasonSetting, { reason: 'leak' }>,
): string | null {
  const isFlagged = leak !== null && flags.includes(leak);
  const isOften = days !== null && leakDays !== null && leakDays >= days;
  if (!isFlagged && !isOften) return null;
  const told = leakDays === null || leakDays === 0 ? '' : `, on ${counted(leakDays, 'day')} of the last 35 at least`;
  return `The endpoint tells ${leak === null ? 'a leak' : LEAKS[leak]}${told}.`;
}

const LEAKS = { intermittent: 'an intermittent leak', continuous: 'a continuous leak' } as const;

/** An estimate tells nothing of what was used, and without a usual use nothing is high. */
function highSentence(
  { gallons, usualGallons, days, isEstimated }: AccountUse,
  { timesUsual, leastGallons }: Extract<ReasonSetting, { reason: 'high' }>,
): string | null {
  if (isEstimated || usualGallons === null || gallons < leastGallons || gallons <= usualGallons) return null;
  if (new Exact(usualGallons).times(timesUsual).gt(gallons)) return null;
  const inDays = `${grouped(gallons)} gal in ${counted(days, 'day')}`;
  if (usualGallons === 0) return `${inDays}, where none are usual.`;
  return `${inDays}, ${timesUsualText(gallons, usualGallons)} times the usual ${grouped(usualGallons)}.`;
}

/** How many times the usual a use is, with one decimal, cut rather than rounded: it is never less than what is said. */
export function timesUsualText(gallons: number, usualGallons: number): string {
  return new Exact(gallons).div(usualGallons).toDecimalPlaces(1, Exact.ROUND_DOWN).toFixed();
}

function grouped(gallons: number): string {
  return gallons.toLocaleString('en-US');
}
