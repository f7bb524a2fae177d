import type { CalendarDate } from '../../contract/calendar-date.js';
import type { EntryKind, DraftEntry } from '../../contract/journal-entry.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import type { AppliedCredit } from '../ledger/applied-credit.js';
import type { Chart } from '../ledger/chart.js';
import type { DatedInterestRule, DepositChange } from '../ledger/deposit-interest.js';
import type { OpenItem } from '../ledger/open-item.js';

/** What we owe an account of one kind, and the last day on which that changed. */
export interface OwedToAccount {
  readonly amountCents: Cents;
  readonly since: CalendarDate;
}

/** An account with what stands on it. */
export interface AccountState {
  readonly status: string;
  readonly services: readonly ServiceName[];
  readonly items: readonly OpenItem[];
  /** What credits pay of its items; credit that was taken back is not among them. */
  readonly applied: readonly AppliedCredit[];
  readonly deposit: OwedToAccount;
  readonly credit: OwedToAccount;
  /** How its deposit came to be what it is. */
  readonly depositChanges: readonly DepositChange[];
  /** Refunds that are to be paid and are not yet. */
  readonly refundsCents: Cents;
  /** The late charges that it has or was let off, as "type date". */
  readonly lateCharges: ReadonlySet<string>;
}

/** A payment by the entry that posted it. */
export interface PostedPayment {
  readonly paymentNumber: number;
  readonly accountId: string;
  readonly entryNumber: number;
  readonly amountCents: Cents;
  readonly isReturned: boolean;
}

/** What the rows of a push are decided by; each row sees what the rows above it did. */
export interface EntryFacts {
  readonly today: CalendarDate;
  readonly chart: Chart;
  readonly rule: ApplicationRule;
  readonly returnedItemCents: Cents;
  readonly interestRules: readonly DatedInterestRule[];
  readonly accounts: ReadonlyMap<string, AccountState>;
  /** By account the due dates of its bills that stand, the oldest first, with whether payments are late by now. */
  readonly dues: ReadonlyMap<string, ReadonlyMap<CalendarDate, boolean>>;
  /** By entry number. */
  readonly payments: ReadonlyMap<number, PostedPayment>;
}

/** The document behind an entry. */
export interface DocumentFacts {
  readonly kind: EntryKind;
  readonly accountId: string;
  readonly otherAccountId?: string;
  readonly chargeType?: string;
  readonly amountCents: Cents;
  readonly dueOn?: CalendarDate;
  /** The entry of the payment that was returned, or of the write-off that was recovered. */
  readonly aboutEntry?: number;
  readonly feeCode?: string;
  /** The payment that this document returns. */
  readonly returnsPayment?: number;
}

/** An entry to append, with what it is posted for; credit that is applied or released is posted for its command alone. */
export interface EntryStep {
  readonly entry: DraftEntry;
  readonly source: { readonly document: DocumentFacts } | { readonly paymentCents: Cents } | null;
}

/** Why a row can't be posted: the cell at fault, what is wrong, and what to do. */
export interface EntryRefusal {
  readonly column: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}
