import type { CityShare, MonthEndReply } from '../../../bridge/contract/api.js';
import { isCalendarDate, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents, centsToDollars, typedAmountToCents, type Cents } from '../../../bridge/contract/money.js';
import { words } from '../words.js';

/** What the person typed. */
export interface TypedRemittance {
  readonly amount: string;
  readonly paidOn: string;
  readonly reference: string;
}

export interface RemittancePayload {
  readonly service: CityShare['service'];
  readonly throughMonth: MonthEndReply['month'];
  readonly amountCents: Cents;
  readonly paidOn: CalendarDate;
  readonly reference: string;
}

export interface RemittanceTroubles {
  readonly amount: string | null;
  readonly paidOn: string | null;
  readonly reference: string | null;
}

export interface RemittanceRequest {
  /** Null while something is amiss. */
  readonly payload: RemittancePayload | null;
  readonly troubles: RemittanceTroubles;
  /** What a part leaves due; null where all is paid, or the amount is none yet. */
  readonly restCents: Cents | null;
}

/** Reads what was typed for a remittance of what is due of a service. */
export function remittanceRequest(
  { service, toRemitCents }: CityShare,
  throughMonth: MonthEndReply['month'],
  { amount, paidOn, reference }: TypedRemittance,
): RemittanceRequest {
  const { post } = words.monthEnd;
  const amountCents = typedAmountToCents(amount);
  const isAmount = amountCents !== null && amountCents > 0;
  const isTooMuch = isAmount && amountCents > toRemitCents;
  const troubles: RemittanceTroubles = {
    amount: !isAmount ? post.notAmount : isTooMuch ? post.tooMuch(centsToDollars(toRemitCents)) : null,
    paidOn: isCalendarDate(paidOn) ? null : post.paidOnMissing,
    reference: reference.trim() === '' ? post.referenceMissing : null,
  };
  const restCents = isAmount && amountCents < toRemitCents ? cents(toRemitCents - amountCents) : null;
  if (!isAmount || isTooMuch || !isCalendarDate(paidOn) || troubles.reference !== null) {
    return { payload: null, troubles, restCents };
  }
  return { payload: { service, throughMonth, amountCents, paidOn, reference: reference.trim() }, troubles, restCents };
}
