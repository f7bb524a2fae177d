import type { DraftEntry } from '../../contract/journal-entry.js';
import type { Issue } from '../../contract/problem.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import type { Chart } from '../ledger/chart.js';
import type { OpenItem } from '../ledger/open-item.js';
import { OpenItemBook } from '../ledger/open-item-book.js';
import { paymentEntry } from '../ledger/payment-entry.js';
import type { ReceivedPayment } from './received-payments.js';
import { suspenseEntry } from './suspense-entry.js';

export type SuspenseCause = 'unknown-account' | 'closed-account';

export interface PaymentFacts {
  readonly chart: Chart;
  readonly rule: ApplicationRule;
  /** The accounts that the payments name and that there are, with their status. */
  readonly statuses: ReadonlyMap<string, string>;
  /** What is open on them on the day of the payments. */
  readonly openItems: readonly OpenItem[];
  readonly setAsideClosed: boolean;
}

export interface DecidedPayment {
  readonly payment: ReceivedPayment;
  readonly entry: DraftEntry;
  /** Null when it goes to its account. */
  readonly cause: SuspenseCause | null;
}

export interface PaymentDecision {
  readonly decided: readonly DecidedPayment[];
  readonly issues: readonly Issue[];
}

/**
 * Makes the entries for the payments of one day, in the order in which they came: each sees what those before it left
 * open. Unknown accounts go into suspense. A closed account that owes nothing takes no payment: an issue, or suspense
 * where the person chose so.
 */
export function decidePayments(payments: readonly ReceivedPayment[], facts: PaymentFacts): PaymentDecision {
  const items = new OpenItemBook(facts.openItems);
  const issues: Issue[] = [];
  const decided = payments.flatMap((payment): DecidedPayment[] => {
    const open = items.of(payment.accountText);
    const status = facts.statuses.get(payment.accountText);
    if (status === undefined) return [intoSuspense(payment, 'unknown-account', facts)];
    if (status !== 'closed' || open.length > 0) {
      const entry = toAccount(payment, open, facts);
      items.follow(entry);
      return [{ payment, entry, cause: null }];
    }
    if (facts.setAsideClosed) return [intoSuspense(payment, 'closed-account', facts)];
    issues.push(accountClosed(payment));
    return [];
  });
  return { decided, issues };
}

function toAccount(payment: ReceivedPayment, items: readonly OpenItem[], { chart, rule }: PaymentFacts): DraftEntry {
  const { accountText: accountId, date: receivedOn, amountCents, source } = payment;
  const memo = `Payment, ${source.toLowerCase()}`;
  return paymentEntry({ accountId, receivedOn, amountCents, memo }, { chart, rule, items });
}

function intoSuspense(payment: ReceivedPayment, cause: SuspenseCause, { chart }: PaymentFacts): DecidedPayment {
  const { date: receivedOn, amountCents, source, accountText } = payment;
  const account = cause === 'closed-account' ? 'closed account' : 'unknown account';
  const memo = `Payment in suspense, ${source.toLowerCase()}, ${account} "${accountText}"`;
  return { payment, entry: suspenseEntry({ receivedOn, amountCents, memo }, chart), cause };
}

function accountClosed({ line, accountText }: ReceivedPayment): Issue {
  return {
    code: 'account-closed',
    rowKey: `line ${line}`,
    column: 'account',
    message: `Line ${line}: the account "${accountText}" is closed and owes nothing.`,
    fix: 'Choose that such payments go into suspense, or take the line out and give the payment back.',
  };
}
