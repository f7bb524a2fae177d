import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';

/** One payment as a payment file gives it; text is as it stands there, without the blanks around it. */
export interface PaymentRecord {
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly accountText: string;
  /** More than zero. */
  readonly amountCents: Cents;
  readonly date: CalendarDate;
  /** "HH:MM:SS" of the utility's clock; null where the file has no time. */
  readonly time: string | null;
  readonly source: string;
  readonly reference: string;
  readonly payer: string;
}
