import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { counted } from '../../contract/counted.js';
import type { ReadAction, ReadException, ReadStatus } from '../../contract/metering.js';
import {
  estimateOf,
  estimatesInARow,
  isEstimatedTooOften,
  judgeFacts,
  needsDecision,
  type ReadFacts,
} from './read-facts.js';
import { isEstimateByCode } from './review-reports.js';
import { Exact } from './exact.js';
import { madeGood } from './over-estimate.js';
import { storedReading, type Register } from './register.js';
import { mostGallons, usageBetween } from './usage.js';
import { wholeGallons } from './whole-gallons.js';

/** What the coordinator typed for a read. */
export interface WantedDecision {
  readonly action: ReadAction | null;
  readonly newReading: number | null;
  readonly reason: string;
}

/** How a read stands after a decision, or after it came from the field. */
export interface ReadState {
  readonly status: ReadStatus;
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly usageGallons: number | null;
  readonly exceptions: readonly ReadException[];
  /** A few words for the row's Status cell. */
  readonly words: string;
}

/** What became of a read that a reread brought; null while it waits for a decision. */
export function rereadOutcome({ status, exceptions }: Pick<ReadState, 'status' | 'exceptions'>): string | null {
  if (status === 'missing') return null;
  if (status !== 'exception') return status;
  return isEscalated(exceptions) ? 'escalated' : null;
}

/** Tells whether a read is for a supervisor, for its rereads did not settle it. */
export function isEscalated(exceptions: readonly ReadException[]): boolean {
  return exceptions.some(({ code }) => code === 'reread-escalated');
}

/** Why a decision can't be taken; `column` is the cell at fault. */
export interface Refusal {
  readonly refused: true;
  readonly column: 'action' | 'newReading' | 'reason';
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/**
 * Decides on one read. Accept takes what came from the field, change takes the typed reading, estimate calculates one;
 * reread and hold keep the account from being billed; no action puts the read back to what came from the field.
 */
export function decideRead(facts: ReadFacts, wanted: WantedDecision): ReadState | Refusal {
  if (wanted.newReading !== null && wanted.action !== 'change') return strayReading();
  if (wanted.action !== null && wanted.action !== 'accept' && wanted.reason === '') return reasonMissing(wanted.action);
  switch (wanted.action) {
    case null:
      return fieldState(facts);
    case 'accept':
      return accept(facts, wanted);
    case 'change':
      return change(facts, wanted.newReading);
    case 'estimate':
      return estimate(facts);
    case 'reread':
      return { ...fieldState(facts), status: 'reread', words: 'Goes to the field for a reread.' };
    case 'hold':
      return { ...fieldState(facts), status: 'hold', words: 'On hold: not billed until you decide.' };
  }
}

/** How a read stands as it came from the field: ready when nothing needs a person. */
export function fieldState(facts: ReadFacts): ReadState {
  const { reading, date } = facts.returned;
  const { cameBack } = facts;
  const { register } = facts.expected;
  const value = storedReading(reading, register);
  const judged = judgeFacts(facts);
  const exceptions = [...(cameBack ? judged.exceptions : []), ...decimalsOf(reading, value, register)];
  const { usageGallons } = judged;
  const ready = value !== null && date !== null && usageGallons !== null && !needsDecision(exceptions);
  const status = ready ? acceptedStatus(facts) : cameBack ? 'exception' : 'missing';
  const words = ready ? 'Fine as read.' : cameBack ? 'Waits for your decision.' : 'No reading yet.';
  return { status, value, readOn: date, usageGallons: value === null ? null : usageGallons, exceptions, words };
}

/** A reading that is itself an estimate is billed as one. */
function acceptedStatus(facts: ReadFacts): 'accepted' | 'estimated' {
  return facts.returned.estimated || isEstimateByCode(facts) ? 'estimated' : 'accepted';
}

/** A reading with a point can be a number and still not be one that this register shows. */
function decimalsOf(reading: string | null, value: number | null, { decimals }: Register): ReadException[] {
  const [, fraction] = /^\d+\.(\d+)$/.exec(reading ?? '') ?? [];
  if (value !== null || fraction === undefined) return [];
  const shows = decimals === 0 ? 'is billed in whole counts' : `shows ${counted(decimals, 'decimal')}`;
  const has = decimals === 0 ? 'decimals' : counted(fraction.length, 'decimal');
  const sentence = `The reading ${reading ?? ''} has ${has}; this register ${shows}.`;
  return [{ code: 'not-a-number', severity: 'stop', sentence, proposedAction: 'change' }];
}

/** The whole number that a reading's text is, or null: a reading is never coerced. */
export function wholeReading(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function accept(facts: ReadFacts, wanted: WantedDecision): ReadState | Refusal {
  const state = carriedEstimate(facts, fieldState(facts));
  const usageGallons = state.usageGallons ?? decidedRollover(facts, wanted);
  if (state.value === null || state.readOn === null || usageGallons === null) return nothingToAccept(facts, state);
  if (state.readOn > facts.today || state.readOn <= facts.expected.previousDate) {
    return refusal(
      'action',
      'date-not-acceptable',
      `This read can't be accepted: it is dated ${state.readOn}.`,
      'Choose change, estimate or reread.',
    );
  }
  const stopping = state.exceptions.find((exception) => exception.severity === 'stop');
  if (stopping && wanted.reason === '') {
    return refusal(
      'reason',
      'reason-missing',
      `Accepting this read needs a reason: ${stopping.sentence}`,
      'Type why the read is right.',
    );
  }
  if (isCarried(state)) return { ...state, status: 'estimated' };
  const isConfirmed = state.exceptions.some(({ code }) => code === 'reread-same');
  const accepted = isConfirmed ? 'Accepted, confirmed by reread' : 'Accepted';
  const how = state.usageGallons === null ? 'Accepted as a rollover' : accepted;
  return { ...state, usageGallons, status: acceptedStatus(facts), words: `${how}: ${spokenGallons(usageGallons)}.` };
}

/**
 * A real reading below the estimates that were billed bills no use, and what was billed stays the previous reading of the
 * next read, which is billed so much less: so all the periods add up to the truth, and no gallons are credited. A meter
 * that was taken out and an account that is not active have no next read, so that an adjustment credits the gallons; of
 * the meter its true final reading stays.
 */
function carriedEstimate({ expected }: ReadFacts, state: ReadState): ReadState {
  if (!isCarried(state)) return state;
  const value = expected.noNextRead ? state.value : Number(expected.previousReading);
  return { ...state, value, usageGallons: 0, words: madeGood(expected).decided };
}

function isCarried({ exceptions }: ReadState): boolean {
  return exceptions.some(({ code }) => code === 'estimate-too-high');
}

function nothingToAccept(facts: ReadFacts, state: ReadState): Refusal {
  const [first] = state.exceptions;
  const rollover = rolloverGallons(facts);
  const fix =
    rollover === null
      ? 'Choose estimate, change or reread.'
      : `If the register did roll over (${spokenGallons(rollover)}), accept it with a reason.`;
  const message = `This read can't be accepted. ${first?.sentence ?? 'It has no reading.'}`;
  return refusal('action', 'nothing-to-accept', message, fix);
}

/** The most of a register's range that a rollover may have used for a person to be able to call it one. */
export const ROLLOVER_SHARE_MAX = '0.25';

/** The gallons of a rollover that a person vouches for with a reason, though it is above what is usual. */
function decidedRollover(facts: ReadFacts, { reason }: WantedDecision): number | null {
  return reason === '' ? null : rolloverGallons(facts);
}

/** The gallons if the register rolled over: only from the top that the setting names, and only a quarter of its range at most. */
function rolloverGallons({ expected, returned, review }: ReadFacts): number | null {
  if (returned.reading === null) return null;
  if (returned.meterId !== null && returned.meterId !== expected.meterId) return null;
  const highestGallons = mostGallons(expected.register);
  const span = { previous: expected.previousReading, current: returned.reading, register: expected.register };
  const usage = usageBetween(span, { highestGallons, rolloverFrom: review.thresholds.rolloverFrom });
  if (!usage.ok || !usage.rolledOver) return null;
  const most = new Exact(highestGallons).times(ROLLOVER_SHARE_MAX);
  return new Exact(usage.gallons).lte(most) ? wholeGallons(usage.gallons) : null;
}

function change(facts: ReadFacts, newReading: number | null): ReadState | Refusal {
  if (newReading === null) {
    return refusal(
      'newReading',
      'reading-missing',
      'The action is change, but there is no new reading.',
      'Type the reading as it should be.',
    );
  }
  if (newReading < 0) {
    return refusal('newReading', 'reading-negative', `${newReading} is no reading.`, 'Type what the dials show.');
  }
  const readOn = usableDate(facts);
  const changed = {
    ...facts,
    returned: { ...facts.returned, reading: String(newReading), date: readOn, meterId: null },
  };
  const judged = judgeFacts(changed);
  const { usageGallons } = judged;
  if (usageGallons === null) {
    const isBelowEstimate = judged.exceptions.some(({ code }) => code === 'estimate-too-high');
    const why = isBelowEstimate
      ? `The reading ${newReading} is below the estimate ${facts.expected.previousReading} that was billed.`
      : (judged.whyNoUsage ?? 'Its use can not be told.');
    const fix = isBelowEstimate
      ? madeGood(facts.expected).fix
      : 'Type what the dials show, or choose estimate or reread.';
    return refusal('newReading', 'reading-not-possible', why, fix);
  }
  const words = `Changed to ${newReading.toLocaleString('en-US')}: ${spokenGallons(usageGallons)}.`;
  return {
    status: 'changed',
    value: newReading,
    readOn,
    usageGallons,
    exceptions: fieldState(facts).exceptions,
    words,
  };
}

function estimate(facts: ReadFacts): ReadState | Refusal {
  const readOn = facts.periodTo;
  const estimated = estimateOf(facts, Math.max(daysBetween(facts.expected.previousDate, readOn), 1));
  if (!estimated) {
    return refusal('action', 'no-basis', 'There is no history to estimate this read from.', 'Choose change or reread.');
  }
  const { value, usageGallons } = estimated;
  const words = `${estimated.words}${inARow(facts)}`;
  return { status: 'estimated', value, readOn, usageGallons, exceptions: fieldState(facts).exceptions, words };
}

function inARow(facts: ReadFacts): string {
  if (!isEstimatedTooOften(facts)) return '';
  const { estimateLimit } = facts.review.thresholds;
  return ` It is estimate ${estimatesInARow(facts) + 1} in a row; the limit is ${estimateLimit}.`;
}

/** The field's date where it is possible, else the period's end. */
function usableDate({ returned, expected, today, periodTo }: ReadFacts): CalendarDate {
  const { date } = returned;
  return date !== null && date > expected.previousDate && date <= today ? date : periodTo;
}

function strayReading(): Refusal {
  return refusal(
    'newReading',
    'stray-reading',
    'There is a new reading, but the action is not change.',
    'Choose change, or clear the new reading.',
  );
}

function reasonMissing(action: ReadAction): Refusal {
  return refusal('reason', 'reason-missing', `The action ${action} needs a reason.`, 'Type why, for the record.');
}

function refusal(column: Refusal['column'], code: string, message: string, fix: string): Refusal {
  return { refused: true, column, code, message, fix };
}

function spokenGallons(gallons: number): string {
  return `${gallons.toLocaleString('en-US')} gallons`;
}
