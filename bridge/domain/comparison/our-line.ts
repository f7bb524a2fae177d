import type { CalendarDate } from '../../contract/calendar-date.js';
import type { BilledPeriod } from '../billing/billed-period.js';
import type { BillCharge } from '../billing/calculated-bill.js';

/** What an open run would charge an account for a service, with what it takes to price it otherwise. */
export interface OurLine {
  readonly accountId: string;
  readonly customerName: string;
  readonly rateClass: string;
  readonly charge: BillCharge;
  readonly period: BilledPeriod;
  /** The date by which the service is priced. */
  readonly pricedOn: CalendarDate;
  readonly carts: number | null;
  /** A read of the account was estimated. */
  readonly isEstimated: boolean;
  /** The periods before its own that the bill covers too, which runs before left the account out of. */
  readonly earlier: readonly BilledPeriod[];
  /** The account is held out of the run. */
  readonly isHeld: boolean;
}

/** The whole gallons that a charge was priced by; null for a service without usage. */
export function pricedGallons({ charge }: OurLine): number | null {
  const gallons = charge.inputs['usage_gallons'];
  return gallons === undefined ? null : Number(gallons);
}
