import type { CalendarDate } from '../../contract/calendar-date.js';
import type { RateClass, ServiceName } from '../../contract/services.js';
import type { AccountDatum } from './account-data.js';
import type { BilledPeriod } from './billed-period.js';
import type { PastBill } from './winter-average.js';

/** A service of the account, with what its tariff asks for. */
export interface BillableService {
  readonly service: ServiceName;
  readonly tariffId: string;
  /** Garbage carts; null for other services. */
  readonly carts: number | null;
  /** Gallons billed where no meter measures, e.g. sewer on a private well; null where the meter's use counts. */
  readonly unmeteredGallons: number | null;
}

/** What a register showed before and after, in gallons as decimal text; after a rollover the full scale is added. */
export interface RegisterReadings {
  readonly previous: string;
  readonly current: string;
}

export interface BillInput {
  readonly rateClass: RateClass;
  /** Ends with the read date: water and sewer rates are those in force then, unless the tariff divides by days. */
  readonly period: BilledPeriod;
  /** The bill date: garbage is billed in advance, so its rates are those in force then. */
  readonly billedOn: CalendarDate;
  /** Gallons through the account's meters; 0 where it has none. */
  readonly usageGallons: number;
  /** The size of the account's meter, e.g. 5/8"; null where it has none. */
  readonly meterSize: string | null;
  /** The registers behind the use; they may be left out where no tariff asks for `previous_reading`. */
  readonly registers: readonly RegisterReadings[];
  /** What else the account's tariffs may ask for, in the order in which it takes effect. */
  readonly data: readonly AccountDatum[];
  /** The account's posted bills; they may be left out where no tariff asks for `winter_average`. */
  readonly pastBills: readonly PastBill[];
  readonly services: readonly BillableService[];
}
