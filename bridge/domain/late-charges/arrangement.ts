import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';

/** So much that a customer agreed to pay by a day. */
export interface Instalment {
  readonly dueOn: CalendarDate;
  readonly amountCents: Cents;
}

/** How an arrangement came to its end: as agreed, or because the customer did not keep it. */
export type ArrangementEnd = 'ended' | 'broken';

/** What a customer and the utility agreed on: so much of what was owed on a day may be paid later. */
export interface Arrangement {
  readonly arrangementNumber: number;
  readonly accountId: string;
  readonly amountCents: Cents;
  /** The day of the agreement: what was charged later is not covered. */
  readonly fromOn: CalendarDate;
  /** The last day on which it covers anything. */
  readonly untilOn: CalendarDate;
  /** In the order of their days, together the whole amount; none where all of it is to be paid by the last day. */
  readonly instalments: readonly Instalment[];
  readonly end: { readonly how: ArrangementEnd; readonly on: CalendarDate } | null;
  /** The receipt that entered it. */
  readonly enteredBy: number;
}

/**
 * Tells whether money came since an agreement: after its day, or on the day itself and entered after the arrangement. What
 * came on that day and was in the books when the arrangement was entered is no part of what was agreed on, as the amount is
 * of what was owed then.
 */
export function cameSince(
  { fromOn, enteredBy }: Arrangement,
  money: { readonly paidOn: CalendarDate; readonly enteredBy: number },
): boolean {
  return money.paidOn > fromOn || (money.paidOn === fromOn && money.enteredBy > enteredBy);
}

/**
 * What an arrangement still covers when a bill falls due: all of it, less the instalments that were to be paid by then. So
 * one that is kept leaves nothing to be charged, and of one that is not, what was not paid in time is. One that was broken
 * covers nothing; one that was ended covers the due dates before its end.
 */
export function coveredOn(arrangement: Arrangement, dueOn: CalendarDate): Cents {
  if (!holdsOn(arrangement, dueOn)) return cents(0);
  const { amountCents, instalments } = arrangement;
  const fallenDue = instalments.filter((instalment) => instalment.dueOn <= dueOn);
  return cents(fallenDue.reduce((left, instalment) => left - instalment.amountCents, amountCents as number));
}

function holdsOn({ fromOn, untilOn, end }: Arrangement, dueOn: CalendarDate): boolean {
  if (dueOn < fromOn || dueOn > untilOn) return false;
  return end === null || (end.how === 'ended' && end.on > dueOn);
}

/**
 * The one arrangement of an account's, given the oldest first, that counts when a bill falls due: the newest, for one that
 * was ended and entered anew from an earlier day was replaced.
 */
export function arrangementOn(arrangements: readonly Arrangement[], dueOn: CalendarDate): Arrangement | undefined {
  return arrangements.findLast((arrangement) => holdsOn(arrangement, dueOn));
}

export type ArrangementState = 'to come' | 'in force' | 'over' | 'ended' | 'broken';

/** How an arrangement stands on a day. */
export function arrangementState({ fromOn, untilOn, end }: Arrangement, on: CalendarDate): ArrangementState {
  if (end !== null) return end.how;
  if (on < fromOn) return 'to come';
  return on > untilOn ? 'over' : 'in force';
}

/** What happened on an account since an arrangement was made: of what is due by now, and by its last day. */
export interface SinceAgreement {
  /** Payments that stand, but for what they recover of older write-offs. */
  readonly paidCents: Cents;
  /** What was charged after the day of the agreement and is due. */
  readonly billedCents: Cents;
  /** All that is due and open. */
  readonly openCents: Cents;
}

/**
 * How much less was paid since the agreement than the instalments and the later bills that fell due before a day, and is
 * still open; an instalment of the day itself may still come, and what was owed beside the arrangement is no part of it, nor
 * is what fell due after its last day.
 */
export function behindOn(arrangement: Arrangement, since: SinceAgreement, on: CalendarDate): Cents {
  const toPay = fallenDue(arrangement, on) + since.billedCents - since.paidCents;
  return cents(Math.max(0, Math.min(toPay, since.openCents)));
}

/** The instalments before a day; all of it after the last day. */
function fallenDue({ amountCents, untilOn, instalments }: Arrangement, on: CalendarDate): number {
  if (on > untilOn) return amountCents;
  return instalments.reduce((sum, { dueOn, amountCents: amount }) => sum + (dueOn < on ? amount : 0), 0);
}
