import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillLine } from '../billing/calculated-bill.js';

/** Whom a bill is sent to and for what. */
export interface BilledAccount {
  readonly accountId: string;
  readonly customerName: string;
  /** The lines below the name on the envelope. */
  readonly mailingAddress: readonly string[];
  readonly serviceAddress: string;
}

/** A posted bill as it was charged. */
export interface PostedBill {
  readonly billNumber: number;
  readonly billRunId: string;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly usageGallons: number;
  readonly totalCents: Cents;
  readonly isFinal: boolean;
  /** In the order of a bill. */
  readonly services: readonly StatementService[];
}

export interface StatementService {
  readonly service: ServiceName;
  readonly lines: readonly Pick<BillLine, 'description' | 'amountCents'>[];
  readonly amountCents: Cents;
}

/** A register's reads of the period. */
export interface StatementRead {
  readonly meterId: string;
  readonly registerNumber: number;
  readonly previousOn: CalendarDate;
  readonly readOn: CalendarDate;
  /** As the dials show them. */
  readonly previous: string;
  readonly present: string;
  readonly gallons: number;
  readonly isEstimated: boolean;
  /** The meter was taken out within the period. */
  readonly isRemoved: boolean;
}

/** The use of a billed period. */
export interface PastUse {
  readonly periodTo: CalendarDate;
  readonly days: number;
  readonly gallons: number;
  readonly isEstimated: boolean;
}

/** What happened on the account since the last statement, and is not on the bill. */
export interface ActivityLine {
  readonly kind: 'payment' | 'late-charge' | 'adjustment';
  readonly label: string;
  readonly on: CalendarDate;
  readonly amountCents: Cents;
}

/** Everything that a statement says. */
export interface Statement {
  readonly account: BilledAccount;
  readonly bill: PostedBill;
  /** When the statement before was made; null on the first one. */
  readonly previousOn: CalendarDate | null;
  readonly previousCents: Cents;
  readonly activity: readonly ActivityLine[];
  /** What is brought forward from before this bill. */
  readonly forwardCents: Cents;
  /** Previous balance, activity and bill together; negative for a credit. */
  readonly balanceCents: Cents;
  /** What is to be paid: nothing of a credit. */
  readonly amountDueCents: Cents;
  /** Null where it is the same. */
  readonly afterDueCents: Cents | null;
  readonly days: number;
  /** Gallons a day, with one decimal where they are few; null of an account that has no water. */
  readonly gallonsADay: string | null;
  readonly reads: readonly StatementRead[];
  /** Up to 13 periods, the oldest first, this one last; none of an account that never used water. */
  readonly history: readonly PastUse[];
  readonly messages: readonly string[];
  /** Null where a field of it does not fit. */
  readonly scanLine: string | null;
}
