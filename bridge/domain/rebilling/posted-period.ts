import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ReadStatus } from '../../contract/metering.js';
import type { Cents } from '../../contract/money.js';
import type { RateClass } from '../../contract/services.js';
import type { AccountDatum } from '../billing/account-data.js';
import type { BillableService } from '../billing/bill-input.js';
import type { BilledPeriod } from '../billing/billed-period.js';
import type { BillCharge } from '../billing/calculated-bill.js';
import type { HeldPeriod } from '../billing/catch-up-bill.js';
import type { PastBill } from '../billing/winter-average.js';
import type { Register } from '../metering/register.js';

/** What a register showed from one read to the next, as a period was billed by it. */
export interface RegisterUse {
  /** In counts of the register's last digit. */
  readonly previousValue: number;
  readonly previousOn: CalendarDate;
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly usageGallons: number | null;
  readonly status: ReadStatus;
  readonly register: Register;
}

/** A register's read of a posted period, as it holds now. */
export interface PostedRead extends RegisterUse {
  readonly rowKey: string;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly meterSize: string;
  /** What a rebill says the register counts by, whatever is on record of it; null where that holds. */
  readonly ownMultiplier: string | null;
  /** The day on which the meter was taken out within the period; null of one that stayed. */
  readonly removedOn: CalendarDate | null;
}

/** What a bill is made of beside its reads, its days and its rates. */
export interface FactsOfBill {
  readonly services: readonly BillableService[];
  readonly meterSize: string | null;
  readonly data: readonly AccountDatum[];
}

/** A posted bill as it holds now: of its last rebill, else as it was posted; with what it is made of as it was billed. */
export interface PostedPeriod extends FactsOfBill {
  readonly billNumber: number;
  /** The last rebill; null where the bill holds as it was posted. */
  readonly rebillNumber: number | null;
  readonly billRunId: string;
  readonly accountId: string;
  /** All days of the bill, those of periods that it was held for among them. */
  readonly period: BilledPeriod;
  /** The last day that a bill before it covers; null of a first bill. */
  readonly billedTo: CalendarDate | null;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  /** The periods that it covers beside its run's own. */
  readonly held: readonly HeldPeriod[];
  readonly rateClass: RateClass;
  /** What is on record of its time by now, whatever was known when it was billed. */
  readonly onRecord: FactsOfBill;
  /** What was said of the account up to this command is what it was billed by. */
  readonly knownBy: number;
  readonly reads: readonly PostedRead[];
  readonly usageGallons: number;
  readonly charges: readonly BillCharge[];
  readonly totalCents: Cents;
  /** Null of a bill of zero. */
  readonly entryNumber: number | null;
  readonly pastBills: readonly PastBill[];
}

/** How messages name a bill. */
export function billName({ billNumber, period: { from, to } }: Pick<PostedPeriod, 'billNumber' | 'period'>): string {
  return `bill ${billNumber} (${from} to ${to})`;
}
