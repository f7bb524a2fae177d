import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillInputs } from '../tariff/index.js';

export interface BillLine {
  readonly component: string;
  readonly description: string;
  readonly amountCents: Cents;
  /** Said of tax only, which is owed on to others. */
  readonly kind?: 'tax';
}

/** The part of a charge that one version of several priced, with what repeats it. */
export interface ChargeSegment {
  readonly tariffVersionId: string;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
  readonly days: number;
  /** Null where the inputs are the segment's own; else they are the whole period's, which has so many days. */
  readonly ofDays: number | null;
  readonly inputs: BillInputs;
  readonly lines: readonly BillLine[];
  readonly amountCents: Cents;
}

/** A service's part of a bill, with what repeats it: the version and the inputs. */
export interface BillCharge {
  readonly service: ServiceName;
  /** The version in force at the end. */
  readonly tariffVersionId: string;
  /** Of the whole charge; where there are segments, each of them was priced from its own. */
  readonly inputs: BillInputs;
  readonly lines: readonly BillLine[];
  readonly amountCents: Cents;
  /** Two or more where several versions price their days; else none. */
  readonly segments: readonly ChargeSegment[];
}

export interface CalculatedBill {
  readonly charges: readonly BillCharge[];
  readonly totalCents: Cents;
}
