import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import type { AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type { Chart } from '../ledger/chart.js';
import type { OpenItem } from '../ledger/open-item.js';
import type { StandingLateCharges } from './late-charges-left.js';
import type { LeakFacts } from './leak/leak-facts.js';
import type { AdjustmentLimit } from './adjustment-limits.js';
import type { ServiceChange } from './bill-share.js';
import type { SettledCharge } from './settled-charge.js';

/** What the bridge knows of an account that an adjustment names. */
export interface AdjustableAccount {
  readonly accountId: string;
  readonly name: string;
  readonly status: string;
  readonly closedOn: CalendarDate | null;
  readonly services: readonly ServiceName[];
  readonly balanceCents: Cents;
  readonly depositCents: Cents;
  /** Fees that it was charged, less what was waived of them. */
  readonly feesCents: Cents;
  /** Null for an account that was never billed. */
  readonly lastBillNumber: number | null;
  readonly lateCharges: ReadonlyMap<ServiceName, StandingLateCharges>;
}

/** What a bill charged for a service, its tax and fees apart. */
export interface BilledService {
  readonly serviceCents: Cents;
  readonly taxCents: Cents;
}

/** What an adjustment that stands changed of a service of the bill: its share, where it is of several bills. */
export interface EarlierAdjustment extends ServiceChange {
  readonly kind: AdjustmentKind;
  /** The receipt that posted it; null for a row of the push at hand. */
  readonly receipt: number | null;
}

/** Whether an adjustment changed what may be credited of its bill: a charge by agreement is none of the bill's. */
export function isOfBill({ kind, amountCents }: EarlierAdjustment): boolean {
  return kind !== 'goodwill' || amountCents < 0;
}

export interface AdjustableBill {
  readonly billNumber: number;
  readonly accountId: string;
  readonly billedOn: CalendarDate;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly totalCents: Cents;
  readonly charges: ReadonlyMap<ServiceName, BilledService>;
  readonly adjusted: readonly EarlierAdjustment[];
}

/**
 * Whose word the rows have: of who types them; of another person within that one's own limit; or of several people
 * together, whom no limit binds.
 */
export type Approval = 'none' | 'by-another' | 'emergency';

/** What rows of adjustments are decided by. */
export interface AdjustmentFacts {
  readonly approval: Approval;
  readonly limit: AdjustmentLimit;
  readonly accounts: ReadonlyMap<string, AdjustableAccount>;
  /** The last bill of each account, and those that rows name or are of. */
  readonly bills: ReadonlyMap<number, AdjustableBill>;
  /** What leak credits are worked out from; null where no row is of a leak. */
  readonly leak: LeakFacts | null;
  /** Bills of accounts with leaks that adjustments corrected, by where that is found, such as "receipt 41". */
  readonly correctedBills: ReadonlyMap<number, string>;
  /** What of bills of the accounts was written off or transferred, by the number of the bill. */
  readonly settled: ReadonlyMap<number, readonly SettledCharge[]>;
  /** What a returned payment costs, by the setting `fees`. */
  readonly returnedItemCents: Cents;
  readonly today: CalendarDate;
  readonly chart: Chart;
  readonly rule: ApplicationRule;
  /** What is open on the accounts, as far as the rows need it. */
  readonly openItems: readonly OpenItem[];
  /** The accounts of which rows before these of the push wait for approval, so that what they leave open isn't known. */
  readonly undecidedAccounts: ReadonlySet<string>;
  /** The number that the first entry gets; the others follow it. */
  readonly nextEntryNumber: number;
}
