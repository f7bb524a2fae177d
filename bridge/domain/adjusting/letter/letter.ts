import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { Cents } from '../../../contract/money.js';

export type LetterOutcome = 'granted' | 'declined' | 'returned';

/** Whom a letter goes to. */
export interface LetterAddressee {
  readonly accountId: string;
  readonly customerName: string;
  /** The lines below the name on the envelope. */
  readonly mailingAddress: readonly string[];
  readonly serviceAddress: string;
}

/** What a letter tells of: an adjustment that was posted, or a request that was declined or returned. */
export interface LetterFacts {
  readonly addressee: LetterAddressee;
  readonly outcome: LetterOutcome;
  /** The day of the receipt. */
  readonly date: CalendarDate;
  readonly kind: string;
  /** A credit is negative. */
  readonly amountCents: Cents;
  /** The numbers of the bills that it is for, as "1042" or "1042, 1043"; empty where none was named. */
  readonly bills: string;
  /** Why it was made; of a request that was declined or returned, the word that it was given. */
  readonly reason: string;
  /** A sentence a line. */
  readonly calculation: readonly string[];
  /** What the account owed after the receipt; negative where it was in credit. */
  readonly balanceCents: Cents;
}

/** A paragraph: text, and under it lines where it tells a calculation. */
export interface LetterParagraph {
  readonly text: string;
  readonly lines: readonly string[];
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
