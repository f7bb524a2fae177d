import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { Cents } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';

/** What a letter tells of: each has a text of its own in the setting `adjustment-letter`. */
export type LetterOutcome =
  'granted' | 'transferred' | 'received' | 'writtenOff' | 'deposit' | 'rebilled' | 'declined' | 'returned';

/** Whom a letter goes to. */
export interface LetterAddressee {
  readonly accountId: string;
  readonly customerName: string;
  /** The lines below the name on the envelope. */
  readonly mailingAddress: readonly string[];
  readonly serviceAddress: string;
}

/** A bill as it was and as it is, with what each service came to, its tax included. */
export interface ComparedBill {
  readonly billNumber: number;
  readonly before: BilledFigures;
  readonly now: BilledFigures;
}

export interface BilledFigures {
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly gallons: number;
  readonly services: ReadonlyMap<ServiceName, Cents>;
}

/** A late charge that followed bills that were made again, before and after. */
export interface ComparedLateCharge {
  readonly dueOn: CalendarDate;
  readonly beforeCents: Cents;
  readonly nowCents: Cents;
}

/** What was billed before and is billed now; empty where no bill was made again. */
export interface Comparison {
  readonly bills: readonly ComparedBill[];
  readonly lateCharges: readonly ComparedLateCharge[];
}

/** What a letter tells of: what was posted, or a request that was declined or returned. */
export interface LetterFacts {
  readonly addressee: LetterAddressee;
  readonly outcome: LetterOutcome;
  /** The day of the receipt. */
  readonly date: CalendarDate;
  readonly kind: string;
  /** What the account's balance and deposit changed by together; a credit is negative. */
  readonly amountCents: Cents;
  /** The numbers of the bills that it is for, as "1042" or "1042, 1043"; empty where none was named. */
  readonly bills: string;
  /** Why it was made; of a request that was declined or returned, the word that it was given. */
  readonly reason: string;
  /** A sentence a line. */
  readonly calculation: readonly string[];
  /** The account on the other side of a transfer; empty of anything else. */
  readonly otherAccount: string;
  readonly comparison: Comparison;
  /** What the account owed after the receipt; negative where it was in credit. */
  readonly balanceCents: Cents;
  /** The deposit that was held after the receipt. */
  readonly depositCents: Cents;
}

/** A row of the table of bills; amounts are as they are printed. */
export interface LetterTableRow {
  readonly label: string;
  readonly before: string;
  readonly now: string;
  readonly change: string;
  /** A heading names a bill, a total adds up. */
  readonly look: 'heading' | 'line' | 'total';
}

/** A paragraph: text, and under it lines where it tells a calculation, or rows where it tells of bills made again. */
export interface LetterParagraph {
  readonly text: string;
  readonly lines: readonly string[];
  readonly table: readonly LetterTableRow[];
}

/** A letter as it is printed. */
export interface Letter {
  readonly addressee: LetterAddressee;
  readonly date: CalendarDate;
  readonly subject: string;
  readonly salutation: string;
  readonly paragraphs: readonly LetterParagraph[];
  readonly closing: string;
  readonly signature: readonly string[];
}
