import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { AccountDatum } from '../billing/account-data.js';
import type { BillInputs, GallonsPerCcf } from '../tariff/index.js';

/** A service's part of a posted bill, with what it was priced from. */
export interface PostedCharge {
  readonly billNumber: number;
  readonly accountId: string;
  readonly service: ServiceName;
  readonly rateClass: string;
  /** The read date that ended the period. */
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  /** The days of service, and those of the run's whole period. */
  readonly daysBilled: number;
  readonly daysFull: number;
  /** Gallons through the account's meters. */
  readonly meteredGallons: number;
  readonly inputs: BillInputs;
  /** What the account is said to have, in the order in which it takes effect; other rates may ask for it. */
  readonly data: readonly AccountDatum[];
  /** What the water service of the same bill cost; null where there is none. */
  readonly waterCents: Cents | null;
  /** The billing unit of the version that priced it, which its `usage_ccf` is in. */
  readonly billUnit: string;
  /** By which that version takes its hundred cubic feet. */
  readonly gallonsPerCcf: GallonsPerCcf;
  readonly amountCents: Cents;
}
