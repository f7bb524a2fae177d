import type { CalendarDate } from '../../contract/calendar-date.js';
import type { BillException } from '../../contract/bill-review.js';
import type { Cents } from '../../contract/money.js';
import type { RateClass, ServiceName } from '../../contract/services.js';
import type { AccountDatum } from '../billing/account-data.js';
import type { BillableService } from '../billing/bill-input.js';
import type { BilledPeriod, EarlierPeriod } from '../billing/billed-period.js';

/** Bills of the past taken together. */
export interface PastAmount {
  readonly cents: Cents;
  readonly days: number;
  readonly bills: number;
}

/** What an account was billed before, as far as a review asks for it. */
export interface PastBills {
  readonly lastBilledOn: CalendarDate;
  /** The last bills, as many as the setting says. */
  readonly last: PastAmount;
  /** The bill of the same season a year before; null where there is none. */
  readonly season: PastAmount | null;
}

/** What an account was billed before, and how its last bill was priced. */
export interface BillHistory extends PastBills {
  /** The services that the last bill had at a reduced rate. */
  readonly reduced: ReadonlySet<ServiceName>;
}

/** What a bill of an open run is judged by. */
export interface ReviewedFacts {
  readonly rateClass: RateClass;
  readonly address: string;
  /** What the address lacks to which the bill goes on paper, as a sentence; null where it lacks nothing. */
  readonly mailingFault: string | null;
  readonly period: BilledPeriod;
  /** The day by which what is billed in advance is priced. */
  readonly billedOn: CalendarDate;
  /** Null for the account's first bill. */
  readonly billedTo: CalendarDate | null;
  readonly isFinal: boolean;
  readonly usageGallons: number;
  /** Registers whose use is an estimate. */
  readonly estimatedReads: number;
  /** All its meters were taken out within the period, and none was put in. */
  readonly isMeterOut: boolean;
  /** Null while something stands in the way. */
  readonly totalCents: Cents | null;
  readonly obstacle: BillException | null;
  readonly services: readonly BillableService[];
  readonly data: readonly AccountDatum[];
  readonly past: BillHistory | null;
  /** The periods before this one that the account was held out of, and that this bill covers too. */
  readonly earlier: readonly EarlierPeriod[];
}
