import type { CalendarDate } from '../../contract/calendar-date.js';
import type { RateClass, ServiceName } from '../../contract/services.js';
import type { AccountDatum } from './account-data.js';
import type { BilledPeriod } from './billed-period.js';
import type { PastBill } from './winter-average.js';

/** A service of the account, with what a tariff may ask of it. */
export interface ServiceFacts {
  readonly service: ServiceName;
  /** Garbage carts; null for other services. */
  readonly carts: number | null;
  /** Gallons billed where no meter measures, e.g. sewer on a private well; null where the meter's use counts. */
  readonly unmeteredGallons: number | null;
}

export interface BillableService extends ServiceFacts {
  readonly tariffId: string;
}

/** What a register showed before and after, in gallons as decimal text; after a rollover the full scale is added. */
export interface RegisterReadings {
  readonly previous: string;
  readonly current: string;
}

/** What a bill's charges are made of, whatever the service. */
export interface BillFacts {
  readonly rateClass: string;
  /** Ends with the read date: water and sewer rates are those in force then, unless the tariff divides by days. */
  readonly period: BilledPeriod;
  /** The last day that a bill of the account before this one covers, up to which fees are charged; null for its first bill. */
  readonly billedTo: CalendarDate | null;
  /** The bill date: garbage is billed in advance, so its rates are those in force then. */
  readonly billedOn: CalendarDate;
  /** The size of the account's meter, e.g. 5/8"; null where it has none. */
  readonly meterSize: string | null;
  /** The registers behind the use; they may be left out where no tariff asks for `previous_reading`. */
  readonly registers: readonly RegisterReadings[];
  /** What else the account's tariffs may ask for, in the order in which it takes effect. */
  readonly data: readonly AccountDatum[];
  /** The account's posted bills; they may be left out where no tariff asks for `winter_average`. */
  readonly pastBills: readonly PastBill[];
}

export interface BillInput extends BillFacts {
  readonly rateClass: RateClass;
  /** Gallons through the account's meters; 0 where it has none. */
  readonly usageGallons: number;
  readonly services: readonly BillableService[];
}
