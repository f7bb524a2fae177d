import type { CalendarDate } from '../../contract/calendar-date.js';
import type { JournalEntry, Posting } from '../../contract/journal-entry.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import { CASH, receivableOf, UNAPPLIED_CREDIT } from './chart-of-accounts.js';

/** The order in which a payment is applied, so that what stays open last is water, which can be shut off. */
export const PAYMENT_ORDER: readonly ServiceName[] = ['garbage', 'sewer', 'water'];

export interface PaymentInput {
  readonly accountId: string;
  readonly receivedOn: CalendarDate;
  readonly amountCents: Cents;
  /** What the account owes per service before the payment. */
  readonly owed: Readonly<Record<ServiceName, Cents>>;
  readonly memo: string;
}

/**
 * The entry for a payment: debit cash, credit the receivables in {@link PAYMENT_ORDER}; what is left over is unapplied
 * credit, a liability. The parts always add up to the payment. Throws a RangeError for an amount that is not positive.
 */
export function paymentEntry(input: PaymentInput): JournalEntry {
  if (input.amountCents <= 0) throw new RangeError('A payment must be more than zero.');
  const postings: Posting[] = [{ ledgerAccount: CASH, accountId: null, amountCents: input.amountCents }];
  let left: number = input.amountCents;
  for (const service of PAYMENT_ORDER) {
    const applied = Math.min(left, Math.max(input.owed[service], 0));
    if (applied > 0) postings.push(credit(receivableOf(service), input.accountId, applied));
    left -= applied;
  }
  if (left > 0) postings.push(credit(UNAPPLIED_CREDIT, input.accountId, left));
  assertComplete(postings);
  const { receivedOn: effectiveOn, accountId, memo } = input;
  return { kind: 'payment', effectiveOn, accountId, memo, reverses: null, postings };
}

function credit(ledgerAccount: string, accountId: string, amount: number): Posting {
  return { ledgerAccount, accountId, amountCents: cents(-amount) };
}

function assertComplete(postings: readonly Posting[]): void {
  if (sumCents(postings.map((posting) => posting.amountCents)) !== 0) {
    throw new RangeError('The parts of the payment do not add up to it.');
  }
}
