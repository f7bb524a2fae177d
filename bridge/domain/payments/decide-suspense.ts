import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import type { Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import { suspenseActions, type SuspenseAction } from '../../contract/sheets/suspense.js';
import type { Chart } from '../ledger/chart.js';
import type { OpenItem } from '../ledger/open-item.js';
import { OpenItemBook } from '../ledger/open-item-book.js';
import type { RowChange } from '../sheet/compare-rows.js';
import { suspenseReleaseEntry, suspenseReturnEntry } from './suspense-release-entry.js';

/** A payment in suspense, and the receipt by which it was resolved; null while it is not. */
export interface SuspendedPayment {
  readonly amountCents: Cents;
  readonly source: string;
  readonly resolvedBy: number | null;
}

export interface SuspenseFacts {
  readonly chart: Chart;
  readonly rule: ApplicationRule;
  readonly today: CalendarDate;
  /** By the key of its row. */
  readonly payments: ReadonlyMap<string, SuspendedPayment>;
  /** The accounts that the rows name and that there are, with their status. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly openItems: readonly OpenItem[];
}

export interface DecidedSuspense {
  readonly key: string;
  readonly action: SuspenseAction;
  /** Null for what goes back to the payer. */
  readonly accountId: string | null;
  readonly amountCents: Cents;
  readonly reason: string;
  readonly entry: DraftEntry;
}

export interface SuspenseDecision {
  readonly decided: readonly DecidedSuspense[];
  readonly issues: readonly Issue[];
}

interface Wanted {
  readonly action: SuspenseAction;
  readonly accountId: string | null;
  readonly reason: string;
}

/** Decides which payments leave suspense, and for where; each row sees what those above left open. */
export function decideSuspense(changes: readonly RowChange[], facts: SuspenseFacts): SuspenseDecision {
  const items = new OpenItemBook(facts.openItems);
  const issues: Issue[] = [];
  const decided = changes.flatMap((change): DecidedSuspense[] => {
    const payment = facts.payments.get(change.key);
    if (!payment) throw new RangeError(`The payment ${change.key} was compared and is gone.`);
    const wanted = wantedOf(change, payment, facts, items);
    if ('code' in wanted) {
      issues.push({ ...wanted, rowKey: change.key, sheetRow: change.sheetRow });
      return [];
    }
    const entry = entryFor(wanted, payment, facts, items);
    items.follow(entry);
    return [{ ...wanted, key: change.key, amountCents: payment.amountCents, entry }];
  });
  return { decided, issues };
}

type Refusal = Omit<Issue, 'rowKey' | 'sheetRow'>;

function wantedOf(
  { wanted }: RowChange,
  { resolvedBy }: SuspendedPayment,
  { statuses }: SuspenseFacts,
  items: OpenItemBook,
): Wanted | Refusal {
  const action = suspenseActions.find((each) => each === wanted['action']);
  const accountId = typeof wanted['account'] === 'string' ? wanted['account'] : null;
  const reason = typeof wanted['reason'] === 'string' ? wanted['reason'] : '';
  if (resolvedBy !== null) {
    const fix = 'Put the row back as it was; a payment at the wrong account is moved from there.';
    return refusal('action', 'already-resolved', `This payment was resolved with receipt ${resolvedBy}.`, fix);
  }
  if (action === undefined) {
    return refusal('action', 'missing', 'The row has no action.', `Choose ${suspenseActions.join(' or ')}.`);
  }
  if (reason === '') return refusal('reason', 'missing', 'The row has no reason.', 'Type the reason, for the record.');
  if (action === 'return') {
    if (accountId === null) return { action, accountId, reason };
    const fix = 'Clear the account, or choose apply.';
    return refusal('account', 'account-not-used', 'What goes back to the payer goes to no account.', fix);
  }
  if (accountId === null) {
    return refusal('account', 'missing', 'The row has no account.', 'Type the account that it was meant for.');
  }
  const status = statuses.get(accountId);
  if (status === undefined) {
    return refusal('account', 'unknown-account', `There is no account "${accountId}".`, 'Check the account number.');
  }
  if (status === 'closed' && items.of(accountId).length === 0) {
    const fix = 'Find the account that the payer has now, or return the payment.';
    return refusal('account', 'account-closed', `The account "${accountId}" is closed and owes nothing.`, fix);
  }
  return { action, accountId, reason };
}

function refusal(column: string, code: string, message: string, fix: string): Refusal {
  return { column, code, message, fix };
}

function entryFor(
  { accountId, reason }: Wanted,
  { amountCents, source }: SuspendedPayment,
  { chart, rule, today }: SuspenseFacts,
  items: OpenItemBook,
): DraftEntry {
  if (accountId === null) {
    const memo = `Payment in suspense returned: ${reason}`;
    return suspenseReturnEntry({ releasedOn: today, amountCents, memo }, chart);
  }
  const memo = `Payment from suspense, ${source.toLowerCase()}: ${reason}`;
  const input = { accountId, releasedOn: today, amountCents, memo };
  return suspenseReleaseEntry(input, { chart, rule, items: items.of(accountId) });
}
