import type { CalendarDate } from '../../contract/calendar-date.js';
import { centsToDollars, type Cents } from '../../contract/money.js';
import type { LateChargeDecision } from '../../contract/sheets/late-charges.js';
import type { LateCharge } from './late-charge.js';

/** What was decided last of an account's late charge for a due date. */
export interface DecidedLateCharge {
  readonly decision: LateChargeDecision;
  readonly amountCents: Cents;
  readonly reason: string;
  /** Who decided and when; null while the command that does is at work. */
  readonly by: string | null;
  readonly on: CalendarDate | null;
  readonly receipt: number;
  /** The receipt that reversed it; null where it stands. */
  readonly reversedBy: number | null;
}

/** What a due date's late charge is decided by. */
export interface LateChargeFacts {
  readonly accountId: string;
  readonly dueOn: CalendarDate;
  readonly lateCharge: LateCharge;
  /** How often it was decided, each time but the last being reversed. */
  readonly turns: number;
  readonly decided: DecidedLateCharge | null;
}

export type LateChargeState = 'undecided' | 'none' | 'charged' | 'waived' | 'reversed';

/** How a due date's late charge stands. */
export function stateOf({ lateCharge, decided }: LateChargeFacts): LateChargeState {
  if (decided === null) return lateCharge.chargeCents > 0 ? 'undecided' : 'none';
  if (decided.reversedBy !== null) return 'reversed';
  return decided.decision === 'charge' ? 'charged' : 'waived';
}

/** What is left to do of it, in a word or two; empty where nothing is. */
export function toDoOf(facts: LateChargeFacts): string {
  const state = stateOf(facts);
  const { chargeCents } = facts.lateCharge;
  if (state === 'undecided') return 'decide';
  if (state === 'reversed') return chargeCents > 0 ? 'decide again' : '';
  return state === 'charged' && facts.decided?.amountCents !== chargeCents ? 'look again' : '';
}

/** Why a decision can't be taken: the cell at fault, what is wrong, and what to do. */
export interface LateChargeRefusal {
  readonly column: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What a person typed. */
export interface WantedDecision {
  readonly decision: LateChargeDecision | null;
  readonly reason: string;
}

/** Tells why a decision is refused; null where it may be taken. */
export function refusedLateCharge(facts: LateChargeFacts, wanted: WantedDecision): LateChargeRefusal | null {
  const { decided, lateCharge, dueOn, accountId } = facts;
  if (decided !== null && decided.reversedBy === null) return decidedAlready(facts, decided);
  if (wanted.decision === null) {
    return refusal('decision', 'missing', 'Decision is empty.', 'Choose charge or waive, or clear the reason.');
  }
  if (lateCharge.chargeCents === 0) {
    const message = `Account ${accountId} has no late charge for ${dueOn}: ${lateCharge.why}`;
    return refusal('decision', 'nothing-to-charge', message, 'Clear the decision.');
  }
  if (wanted.reason !== '') return null;
  if (wanted.decision === 'waive') {
    return refusal('reason', 'missing', 'Reason is empty.', 'Type why it is waived, for the record.');
  }
  if (decided === null) return null;
  const message = `Receipt ${decided.reversedBy ?? ''} reversed what was decided on it.`;
  return refusal('reason', 'missing', message, 'Type why it is charged all the same, for the record.');
}

function decidedAlready(
  { accountId, dueOn }: LateChargeFacts,
  { decision, amountCents, receipt }: DecidedLateCharge,
): LateChargeRefusal {
  const was = decision === 'charge' ? 'charged' : 'waived';
  const message = `The late charge of account ${accountId} for ${dueOn} is ${was} already: ${centsToDollars(amountCents)}, receipt ${receipt}.`;
  return refusal('decision', 'decided-already', message, 'To take that back, reverse its row of the receipt.');
}

function refusal(column: string, code: string, message: string, fix: string): LateChargeRefusal {
  return { column, code, message, fix };
}
