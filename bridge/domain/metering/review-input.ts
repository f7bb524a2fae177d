import type { CalendarDate } from '../../contract/calendar-date.js';
import type { UsagePeriod } from './daily-use.js';
import type { GallonsPerUnit, Register } from './register.js';
import type { NoUsage, Usage } from './usage.js';

/** The bounds of a review. All are settings; each default says where it comes from. */
export interface ReviewThresholds {
  /** High: daily use above this multiple of the usual. 1.8 is the practice of hosted billing systems. */
  readonly highRatio: string;
  /** Very high: above this multiple; a leak or a misread. */
  readonly veryHighRatio: string;
  /** Low: daily use below this multiple of the usual. 0.4 is the practice of hosted billing systems. */
  readonly lowRatio: string;
  readonly veryLowRatio: string;
  /** A use up to so many gallons is never high, so that small users do not fill the list. */
  readonly highAboveGallons: string;
  /** When the usual use is below so many gallons, nothing is low. */
  readonly lowAboveGallons: string;
  /** So many periods of no use in a row, this one included, make a stopped meter. */
  readonly stoppedPeriods: number;
  /** So many estimates in a row are too many. */
  readonly estimateLimit: number;
  /** How many past periods make the account's own usual use. */
  readonly historyPeriods: number;
  /** A rollover is believed only from this share of the register's capacity. */
  readonly rolloverFrom: string;
}

export const REVIEW_DEFAULTS: ReviewThresholds = {
  highRatio: '1.8',
  veryHighRatio: '3',
  lowRatio: '0.4',
  veryLowRatio: '0.1',
  highAboveGallons: '3000',
  lowAboveGallons: '1000',
  stoppedPeriods: 2,
  estimateLimit: 3,
  historyPeriods: 12,
  rolloverFrom: '0.9',
};

/** What the ledger knows of the register that was to be read. */
export interface ExpectedRead {
  readonly accountId: string;
  /** True while the account has service; an inactive one should not use water. */
  readonly accountActive: boolean;
  readonly meterId: string;
  readonly register: Register;
  readonly previousReading: string | null;
  readonly previousDate: CalendarDate | null;
}

/** What came back. */
export interface ReturnedRead {
  /** The reading as text, exactly as it came; null when the meter was not read. */
  readonly reading: string | null;
  readonly date: CalendarDate | null;
  readonly skipCode: string | null;
  readonly troubleCodes: readonly string[];
  readonly tamper: string | null;
  /** True when the reading is itself an estimate. */
  readonly estimated: boolean;
  /** What the file said, where it says it; null where it does not. */
  readonly accountId: string | null;
  readonly meterId: string | null;
  /** The reader changed the meter on the walk, and the number of the one that was put in where it was said. */
  readonly changedOut: boolean;
  readonly newMeterId: string | null;
  readonly unit: string | null;
  readonly previousReading: string | null;
}

export interface ReviewInput {
  readonly expected: ExpectedRead;
  readonly returned: ReturnedRead;
  readonly today: CalendarDate;
  /** The days in which the cycle is read; null when it has no window. */
  readonly window: { readonly from: CalendarDate; readonly to: CalendarDate } | null;
  /** The account's past periods on this service, newest first. */
  readonly history: readonly UsagePeriod[];
  readonly samePeriodLastYear: UsagePeriod | null;
  /** How many periods in a row were estimated before this one. */
  readonly estimatesInARow: number;
  readonly gallonsPerUnit?: GallonsPerUnit;
  /** The use when it is not the plain difference of two readings: a change-out, or a compound meter's sum. */
  readonly usage?: Usage | NoUsage;
}
