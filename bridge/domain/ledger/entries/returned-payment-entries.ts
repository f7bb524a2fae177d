import { latest, type CalendarDate } from '../../../contract/calendar-date.js';
import type { DraftEntry, Posting } from '../../../contract/journal-entry.js';
import { cents, negated, type Cents } from '../../../contract/money.js';
import { paidBy, takeCredits, type AppliedCredit } from '../applied-credit.js';
import type { Chart } from '../chart.js';
import { uncollectedLines } from '../credit-lines.js';
import { newestApplications, releaseEntries } from '../release-entries.js';
import { takenBackLines } from '../taken-back-lines.js';

export interface ReturnedPayment {
  readonly accountId: string;
  readonly entryNumber: number;
  readonly amountCents: Cents;
}

/** What credits pay on the account of a payment, and what it has of unapplied credit. */
export interface CreditsOfAccount {
  readonly applied: readonly AppliedCredit[];
  readonly creditCents: Cents;
}

export interface ReturnedPaymentEntries {
  /** The first releases credit that was applied since, where the payment's is used up; the last returns the payment. */
  readonly entries: readonly DraftEntry[];
  /** What is lacking of the payment's credit, since it was refunded: nothing can be posted then. */
  readonly lackingCents: Cents;
}

/**
 * The entries for a payment that the bank returned: cash goes down again, what it paid is open again with its own age, and
 * what it left as credit is taken back; where that pays for something by now, the newest of it is released first.
 */
export function returnedPaymentEntries(
  payment: ReturnedPayment,
  { applied, creditCents }: CreditsOfAccount,
  chart: Chart,
  { on, memo }: { readonly on: CalendarDate; readonly memo: string },
): ReturnedPaymentEntries {
  const paid = applied.filter(({ credit }) => credit.entryNumber === payment.entryNumber);
  const leftCents = cents(payment.amountCents - paidBy(paid));
  const missing = cents(Math.max(leftCents - creditCents, 0));
  const released = takeCredits(newestApplications(applied), missing);
  const lackingCents = cents(missing - paidBy(released));
  if (lackingCents > 0) return { entries: [], lackingCents };
  const { accountId } = payment;
  const effectiveOn = latest([on, ...[...paid, ...released].map(({ appliedOn }) => appliedOn)]);
  const base = { effectiveOn, accountId, reverses: null };
  const release = releaseEntries({ accountId, effectiveOn }, released, chart);
  const back = takenBackLines(paid, chart, 1);
  const credit: Posting[] =
    leftCents > 0 ? [{ ledgerAccount: chart.account('unapplied-credit'), accountId, amountCents: leftCents }] : [];
  const returned: DraftEntry = {
    ...base,
    kind: 'returned-payment',
    memo,
    postings: [
      { ledgerAccount: chart.account('cash'), accountId: null, amountCents: negated(payment.amountCents) },
      ...back.postings,
      ...credit,
      ...uncollectedLines(paid, chart),
    ],
    allocations: back.allocations,
  };
  return { entries: [...release, returned], lackingCents };
}
