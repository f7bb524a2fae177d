import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { Cents } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';
import type { LeakPolicy } from '../../../contract/settings/leak-policy.js';
import type { SharedDays } from '../../billing/segment-lines.js';
import type { TariffVersion } from '../../billing/tariff-book.js';
import type { ChargeType } from '../../ledger/chart.js';
import type { BillInputs } from '../../tariff/index.js';

/** What a customer asks for. */
export interface LeakRequest {
  readonly accountId: string;
  /** Null for the bills with the highest use that the policy reaches. */
  readonly billNumber: number | null;
  readonly cause: string;
  /** When the documents came in; null where there are none. */
  readonly documentsOn: CalendarDate | null;
  /** The day of the leak where it is known; else it is taken for the read date of the bill. */
  readonly leakOn: CalendarDate | null;
  readonly requestedOn: CalendarDate;
  /** The day on which it would be credited: that of the request, unless it waited. */
  readonly creditedOn: CalendarDate;
}

/** The use that a posted bill, which stands, was made of. */
export interface PastUse {
  readonly billNumber: number;
  /** The read date before. */
  readonly from: CalendarDate;
  readonly readOn: CalendarDate;
  readonly gallons: number;
  readonly isEstimated: boolean;
}

/** What one version of a tariff priced of a charge: all of it, or some of its days. */
export interface BilledPart {
  readonly version: TariffVersion;
  readonly rateClass: string;
  readonly inputs: BillInputs;
  /** The days of a part; null where the charge is whole. */
  readonly days: SharedDays | null;
}

/** A service's charge of a posted bill, with what prices it again. */
export interface BilledCharge {
  readonly service: ServiceName;
  readonly amountCents: Cents;
  /** What it was priced for; null where it does not go by use. */
  readonly gallons: number | null;
  readonly parts: readonly BilledPart[];
}

/** A leak credit of the account that was given and stands. */
export interface EarlierLeakCredit {
  readonly creditedOn: CalendarDate;
  /** The day of the request where it waited for another person's word; else it is that of the credit. */
  readonly requestedOn?: CalendarDate;
  /** The bills that were credited; none where that was not noted. */
  readonly billNumbers: readonly number[];
  /** Where it is found, as words: "receipt 41", or "row 7" of the sheet that is being pushed. */
  readonly where: string;
}

/** A bill that a request names, whatever became of it. */
export interface NamedBill {
  readonly accountId: string;
  readonly readOn: CalendarDate;
  /** The receipt that reversed it with its run; null while it stands. */
  readonly reversedBy: number | null;
}

export interface LeakAccount {
  /** The account's bills that stand, as far back as the policy looks, the oldest first. */
  readonly bills: readonly PastUse[];
  readonly earlier: readonly EarlierLeakCredit[];
}

/** What leak credits of many accounts are worked out from. */
export interface LeakFacts {
  readonly policyOn: (date: CalendarDate) => LeakPolicy;
  readonly chargeTypeOf: (service: ServiceName, nature: ChargeType['nature']) => string;
  readonly accounts: ReadonlyMap<string, LeakAccount>;
  /** Those that requests name. */
  readonly namedBills: ReadonlyMap<number, NamedBill>;
  /** The bills that the requests are about. */
  readonly billNumbers: readonly number[];
  /** The charges of one of these bills. */
  readonly chargesOf: (billNumber: number) => readonly BilledCharge[];
}

/** Something that is wrong with a request, for the column of the Adjustments sheet that it is about. */
export interface LeakIssue {
  readonly column: 'account' | 'bill' | 'cause' | 'documentsOn' | 'leakOn';
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}
