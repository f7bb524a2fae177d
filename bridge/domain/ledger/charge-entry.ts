import type { CalendarDate } from '../../contract/calendar-date.js';
import type { JournalEntry, Posting } from '../../contract/journal-entry.js';
import { negated, type Cents } from '../../contract/money.js';
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
 * City (sewer, garbage); a credit goes the other way. The debit comes first. Gives null when every charge is zero: nothing to record.
 */
export function chargeEntry(input: ChargeEntryInput): JournalEntry | null {
  const postings = input.charges
    .filter((charge) => charge.amountCents !== 0)
    .flatMap(({ service, amountCents }): Posting[] => {
      const owed = { ledgerAccount: receivableOf(service), accountId: input.accountId, amountCents };
      const earned = { ledgerAccount: creditedFor(service), accountId: null, amountCents: negated(amountCents) };
      return amountCents > 0 ? [owed, earned] : [earned, owed];
    });
  if (postings.length === 0) return null;
  const { kind, effectiveOn, accountId, memo } = input;
  return { kind, effectiveOn, accountId, memo, reverses: null, postings };
}
