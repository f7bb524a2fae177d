import type { CalendarDate } from '../../contract/calendar-date.js';
import type { PostingRef } from '../../contract/journal-entry.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import type { ChargeType } from '../ledger/chart.js';
import type { PayableItem } from '../ledger/open-item.js';
import type { Arrangement } from './arrangement.js';

/** A charge that a statement asked to be paid by its due date: as much as was open of it when the statement was made. */
export interface AskedItem extends PayableItem {
  readonly nature: ChargeType['nature'];
  /** Null for what has no service, such as a fee. */
  readonly service: ServiceName | null;
  /** True where a bill of this due date charged it. */
  readonly isCurrent: boolean;
}

/** Money that had paid a charge when the statement was made. */
export interface PaidBefore {
  readonly chargedOn: CalendarDate;
  readonly paidOn: CalendarDate;
  /** The receipt that entered the money. */
  readonly enteredBy: number;
  readonly amountCents: Cents;
}

/** What a statement asked of an account, by the books of the moment at which its run was posted. */
export interface Asked {
  readonly dueOn: CalendarDate;
  readonly items: readonly AskedItem[];
  /** Credit of the account that paid nothing yet. */
  readonly creditCents: Cents;
  /** Of an account that ever had an arrangement, whether anything was left open of what it paid or not. */
  readonly paid: readonly PaidBefore[];
  /** Those that stood then, the oldest first. */
  readonly arrangements: readonly Arrangement[];
  /** How money pays what was asked: the rule of the day of the bill. */
  readonly application: ApplicationRule;
}

/** What took a charge back, wholly or in part: it was never owed, whenever that was found. */
export interface Correction {
  /** The charge that it is of; null where it is of a type of charge. */
  readonly item: PostingRef | null;
  /** The type that it is of, where it is of no one charge: it takes off what was asked of that, by the rule for money. */
  readonly chargeType: string | null;
  readonly amountCents: Cents;
}

/** What was written off since, less what was recovered of that: it is owed no more, and is no money. */
export interface WriteOff {
  /** The type of the charges that it was of; null where it was of whatever was owed. */
  readonly chargeType: string | null;
  readonly amountCents: Cents;
}

/** What came in answer to a statement. */
export interface Answer {
  /** Money that came up to the cut-off, whenever it was entered; what the bank returned is none. */
  readonly inTimeCents: Cents;
  readonly corrections: readonly Correction[];
  readonly writeOffs: readonly WriteOff[];
}

/** As a statement sees it, which is made before anything can come. */
export const NO_ANSWER: Answer = { inTimeCents: 0 as Cents, corrections: [], writeOffs: [] };
