import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { Cents } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';

/** What an adjustment changed of a type of charge. */
export interface RegisterCharge {
  readonly name: string;
  /** Null for what is of no service, as a fee or the deposit. */
  readonly service: ServiceName | null;
  readonly isTax: boolean;
  readonly isOfCity: boolean;
  readonly amountCents: Cents;
}

/** Somebody who had a part in it. */
export interface RegisterPerson {
  readonly personId: string;
  readonly name: string;
}

/** An adjustment, a rebill, a transfer, a write-off, or a request of one. */
export interface RegisterRecord {
  /** "A12", "B2", "L4", "D7" or "R3": an adjustment, a rebill, a late charge after one, a document or a request. */
  readonly key: string;
  readonly state: string;
  readonly date: CalendarDate;
  readonly receipt: number;
  readonly entryNumber: number | null;
  readonly accountId: string;
  readonly customerName: string;
  readonly kind: string;
  readonly cause: string;
  /** The bills that it corrects. */
  readonly billNumbers: readonly number[];
  readonly charges: readonly RegisterCharge[];
  /** Null where it was not asked for first. */
  readonly askedCents: Cents | null;
  /** Null of a request that was not posted. */
  readonly amountCents: Cents | null;
  readonly requestedBy: RegisterPerson;
  /** Those who approved it; nobody where it needed no one else. */
  readonly approvedBy: readonly RegisterPerson[];
  /** What was said of the request. */
  readonly word: string;
  readonly requestNumber: number | null;
  readonly reason: string;
  readonly document: string;
  readonly documentsOn: CalendarDate | null;
  /** The day of a leak; null where it is not known, and of every other kind. */
  readonly leakOn: CalendarDate | null;
  readonly note: string;
  readonly calculation: readonly string[];
  /** The receipt that reversed it; null while it stands. */
  readonly reversedBy: number | null;
}

/** An adjustment that was posted and stands. */
export type StandingRecord = RegisterRecord & { readonly amountCents: Cents };

export function isStanding(record: RegisterRecord): record is StandingRecord {
  return record.amountCents !== null && record.reversedBy === null;
}
