import type { CalendarDate } from '../../contract/calendar-date.js';
import type { JournalEntry, Posting } from '../../contract/journal-entry.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import { creditedFor, receivableOf } from './chart-of-accounts.js';

export interface ChargeEntryInput {
  readonly kind: 'bill' | 'adjustment';
  readonly accountId: string;
  readonly effectiveOn: CalendarDate;
  readonly memo: string;
  /** Cents per service; a credit is negative, a zero makes no posting. */
  readonly charges: readonly { readonly service: ServiceName; readonly amountCents: Cents }[];
}

/**
 * The entry for charges to an account: debit the service's receivable, credit revenue (water) or what is due to the
 * City (sewer, garbage); a credit goes the other way. Gives null when every charge is zero: nothing to record.
 */
export function chargeEntry(input: ChargeEntryInput): JournalEntry | null {
  const postings = input.charges
    .filter((charge) => charge.amountCents !== 0)
    .flatMap((charge): Posting[] => [
      { ledgerAccount: receivableOf(charge.service), accountId: input.accountId, amountCents: charge.amountCents },
      { ledgerAccount: creditedFor(charge.service), accountId: null, amountCents: cents(-charge.amountCents) },
    ]);
  if (postings.length === 0) return null;
  const { kind, effectiveOn, accountId, memo } = input;
  return { kind, effectiveOn, accountId, memo, reverses: null, postings };
}
