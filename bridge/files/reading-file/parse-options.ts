import type { CalendarDate } from '../../contract/calendar-date.js';

/** What every parser is told. */
export interface ParseOptions {
  /** The name to speak of in errors. */
  readonly fileName: string;
  /** A reading that is no number stays as its text, for the review to show, instead of refusing the file. */
  readonly keepBadReadings: boolean;
  /** The day on which the file is read; a date without its year is the last such day up to it. */
  readonly today: CalendarDate;
}
