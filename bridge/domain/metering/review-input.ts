import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ReadRecord } from '../../contract/reading-file.js';
import type { ReadingReview, ReviewThresholds } from '../../contract/settings/reading-review.js';
import type { CodeTable } from './code-table.js';
import type { DailyUse, UsagePeriod } from './daily-use.js';
import { READING_LIMIT_DEFAULTS } from './reading-limits.js';
import type { GallonsPerUnit, Register } from './register.js';
import type { NoUsage, Usage } from './usage.js';

/** The starting values of the setting `reading-review`. */
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
  fewPeriods: 3,
  classHighRatio: '5',
  rolloverFrom: '0.9',
  unitFactors: ['7.48', '10', '100', '748.05', '1000'],
  unitTolerance: '0.15',
  noFlowDays: 14,
  rereadsMax: 2,
};

export const READING_REVIEW_DEFAULTS: ReadingReview = {
  thresholds: REVIEW_DEFAULTS,
  window: { daysBefore: 10, daysAfter: 10 },
  limits: READING_LIMIT_DEFAULTS,
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
  /** True of a meter that was taken out: its final reading is the last, and no next read takes off what was too much. */
  readonly noNextRead?: boolean;
}

/** What came back; of what the file may say, null where it does not. */
export interface ReturnedRead extends Pick<
  ReadRecord,
  | 'date'
  | 'skipCode'
  | 'readCode'
  | 'troubleCodes'
  | 'tamper'
  | 'accountId'
  | 'unit'
  | 'atBillingResolution'
  | 'previousReading'
  | 'meterConstant'
  | 'dials'
  | 'decimals'
  | 'leak'
  | 'backflow'
  | 'noFlowDays'
  | 'changedOut'
  | 'newMeterId'
> {
  /** The reading as text, exactly as it came; null when the meter was not read. */
  readonly reading: string | null;
  readonly meterId: string | null;
  /** The format of the file that it came in; null where it came in none. */
  readonly format: string | null;
  /** True when the reading is itself an estimate. */
  readonly estimated: boolean;
}

/**
 * What came back, and null where nothing is told; `came` is the reading itself where it stands apart from its codes. One
 * literal makes them all, so that they have one shape, as of {@link readRecord}.
 */
export function returnedRead(told: Partial<ReturnedRead>, came: ReadingItself = told): ReturnedRead {
  return {
    reading: came.reading ?? null,
    date: came.date ?? null,
    meterId: came.meterId ?? null,
    format: came.format ?? null,
    skipCode: told.skipCode ?? null,
    readCode: told.readCode ?? null,
    troubleCodes: told.troubleCodes ?? [],
    tamper: told.tamper ?? null,
    accountId: told.accountId ?? null,
    unit: told.unit ?? null,
    atBillingResolution: told.atBillingResolution ?? false,
    previousReading: told.previousReading ?? null,
    meterConstant: told.meterConstant ?? null,
    dials: told.dials ?? null,
    decimals: told.decimals ?? null,
    leak: told.leak ?? null,
    backflow: told.backflow ?? null,
    noFlowDays: told.noFlowDays ?? null,
    changedOut: told.changedOut ?? false,
    newMeterId: told.newMeterId ?? null,
    estimated: told.estimated ?? false,
  };
}

type ReadingItself = Partial<Pick<ReturnedRead, 'reading' | 'date' | 'meterId' | 'format'>>;

/** What comes back when nothing does. */
export const NOTHING_RETURNED: ReturnedRead = returnedRead({});

/** What a read is compared with that came back from a reread. */
export interface RereadFacts {
  /** What was read first; null when nothing was. */
  readonly firstReading: string | null;
  readonly firstDate: CalendarDate | null;
  /** How many rereads came back, this one included. */
  readonly times: number;
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
  /** The daily use of an account of this class; null when it is not known. */
  readonly classAverage: Pick<DailyUse, 'gallons' | 'days'> | null;
  /** How many periods in a row were estimated before this one. */
  readonly estimatesInARow: number;
  readonly codes: CodeTable;
  /** Null unless the read is what a reread brought. */
  readonly reread: RereadFacts | null;
  readonly gallonsPerUnit?: GallonsPerUnit;
  /** The use when it is not the plain difference of two readings: a change-out, or a compound meter's sum. */
  readonly usage?: Usage | NoUsage;
}
