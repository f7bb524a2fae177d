import type { CalendarDate } from '../../contract/calendar-date.js';
import { decideRead, type ReadState, type Refusal } from './decide-read.js';
import type { ReadFacts } from './read-facts.js';
import { NOTHING_RETURNED } from './review-input.js';

/** What a meter showed when it was taken out. */
export interface FinalReading {
  /** In counts of the register's last digit. */
  readonly value: number;
  readonly on: CalendarDate;
  readonly reason: string;
}

/**
 * Ends a read with the final reading of its meter, by the rules by which a person accepts a reading: a rollover must be
 * plausible, and what stops billing needs a reason. A removal is on no day of the cycle, so that its date is not judged.
 * What came with an earlier reading, or for a reread, says nothing of this one.
 */
export function endRead(facts: ReadFacts, final: FinalReading): ReadState | Refusal {
  const returned = { ...NOTHING_RETURNED, reading: String(final.value), date: final.on };
  const wanted = { action: 'accept', newReading: null, reason: final.reason } as const;
  const expected = { ...facts.expected, noNextRead: true };
  const state = decideRead({ ...facts, expected, returned, cameBack: true, reread: null }, wanted);
  if ('refused' in state) return state;
  return { ...state, exceptions: state.exceptions.filter(({ code }) => code !== 'outside-window') };
}
