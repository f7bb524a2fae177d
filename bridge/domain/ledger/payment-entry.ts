import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import type { Cents } from '../../contract/money.js';
import { applyCredit } from './apply-credit.js';
import type { AccountBooks } from './charge-entry.js';
import { collectedLines, creditLines } from './credit-lines.js';
import { chargedBy } from './open-item.js';

export interface PaymentInput {
  readonly accountId: string;
  readonly receivedOn: CalendarDate;
  readonly amountCents: Cents;
  readonly memo: string;
}

/**
 * The entry for a payment: debit cash, credit the receivables of the items that it pays by the utility's rule; what is
 * left over is unapplied credit, a liability. Items charged after the payment came are not paid by it.
 * Throws a RangeError for an amount that is not more than zero.
 */
export function paymentEntry(input: PaymentInput, { chart, rule, items }: AccountBooks): DraftEntry {
  const { accountId, receivedOn, amountCents, memo } = input;
  const application = applyCredit(amountCents, chargedBy(items, receivedOn), rule);
  const credit = creditLines(accountId, application, chart, 1);
  return {
    kind: 'payment',
    effectiveOn: receivedOn,
    accountId,
    memo,
    reverses: null,
    postings: [
      { ledgerAccount: chart.account('cash'), accountId: null, amountCents },
      ...credit.postings,
      ...collectedLines(application.applied, chart),
    ],
    allocations: credit.allocations,
  };
}
