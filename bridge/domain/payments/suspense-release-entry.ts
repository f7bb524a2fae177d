import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry, Posting } from '../../contract/journal-entry.js';
import { negated, type Cents } from '../../contract/money.js';
import type { AccountBooks } from '../ledger/charge-entry.js';
import type { Chart } from '../ledger/chart.js';
import { paymentEntry } from '../ledger/payment-entry.js';

export interface ReleaseInput {
  readonly accountId: string;
  readonly releasedOn: CalendarDate;
  readonly amountCents: Cents;
  readonly memo: string;
}

/** The entry that puts money from suspense to the account it was meant for: a payment, taken from suspense and not cash. */
export function suspenseReleaseEntry({ releasedOn, ...input }: ReleaseInput, books: AccountBooks): DraftEntry {
  const payment = paymentEntry({ ...input, receivedOn: releasedOn }, books);
  const [, ...credits] = payment.postings;
  return { ...payment, kind: 'suspense-release', postings: [fromSuspense(input.amountCents, books.chart), ...credits] };
}

/**
 * The entry that gives money from suspense back to the payer: debit suspense, credit cash. Refunds payable is what accounts
 * are to be refunded, and is paid out account by account; this money belongs to none, so the check is drawn at once.
 */
export function suspenseReturnEntry(
  { releasedOn, amountCents, memo }: Omit<ReleaseInput, 'accountId'>,
  chart: Chart,
): DraftEntry {
  return {
    kind: 'suspense-release',
    effectiveOn: releasedOn,
    accountId: null,
    memo,
    reverses: null,
    postings: [
      fromSuspense(amountCents, chart),
      { ledgerAccount: chart.account('cash'), accountId: null, amountCents: negated(amountCents) },
    ],
    allocations: [],
  };
}

function fromSuspense(amountCents: Cents, chart: Chart): Posting {
  return { ledgerAccount: chart.account('suspense'), accountId: null, amountCents };
}
