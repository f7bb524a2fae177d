import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { centsToDollars, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import { suspenseActions, type SuspenseAction } from '../../contract/sheets/suspense.js';
import type { AdjustmentLimit } from '../adjusting/adjustment-limits.js';
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
  /** The most that this person may give back alone of one payment: it is money out of the house. */
  readonly limit: Pick<AdjustmentLimit, 'limitCents' | 'personName'>;
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
    const refusals =
      payment.resolvedBy === null ? rowRefusals(change, payment, facts, items) : [resolved(payment.resolvedBy)];
    issues.push(...refusals.map((refused) => ({ ...refused, rowKey: change.key, sheetRow: change.sheetRow })));
    if (refusals.length > 0) return [];
    const wanted = wantedOf(change);
    const entry = entryFor(wanted, payment, facts, items);
    items.follow(entry);
    return [{ ...wanted, key: change.key, amountCents: payment.amountCents, entry }];
  });
  return { decided, issues };
}

type Refusal = Omit<Issue, 'rowKey' | 'sheetRow'>;

/** All that is wrong with a row, so that it is mended at once. */
function rowRefusals(
  change: RowChange,
  payment: SuspendedPayment,
  facts: SuspenseFacts,
  items: OpenItemBook,
): Refusal[] {
  const { action, accountId, reason } = typedIn(change);
  if (change.changedColumns.includes('amount')) {
    const fix =
      'Put it back. To split a payment, apply it to one account, then enter a transfer in the Account Entries sheet.';
    return [refusal('amount', 'fixed-cell', 'The amount is what came; it is never changed.', fix)];
  }
  const refusals: Refusal[] = [];
  if (action === null) {
    refusals.push(refusal('action', 'missing', 'The row has no action.', `Choose ${suspenseActions.join(' or ')}.`));
  } else {
    refusals.push(
      ...(action === 'return' ? returnRefusals(accountId, payment, facts) : applyRefusals(accountId, facts, items)),
    );
  }
  if (reason === '') refusals.push(refusal('reason', 'missing', 'The row has no reason.', 'Type it, for the record.'));
  return refusals;
}

function returnRefusals(
  accountId: string | null,
  { amountCents }: SuspendedPayment,
  { limit: { limitCents, personName } }: SuspenseFacts,
): Refusal[] {
  const refusals: Refusal[] = [];
  if (accountId !== null) {
    const fix = 'Clear the account, or choose apply.';
    refusals.push(refusal('account', 'account-not-used', 'What goes back to the payer goes to no account.', fix));
  }
  if (amountCents > limitCents) {
    const message = `${centsToDollars(amountCents)} is above what ${personName} may give back alone, ${centsToDollars(limitCents)}.`;
    const fix = 'Leave the row to someone with a higher limit, who pushes it from their own Curbstop.';
    refusals.push(refusal('action', 'above-limit', message, fix));
  }
  return refusals;
}

function applyRefusals(accountId: string | null, { statuses }: SuspenseFacts, items: OpenItemBook): Refusal[] {
  if (accountId === null) {
    return [refusal('account', 'missing', 'The row has no account.', 'Type the account that it was meant for.')];
  }
  const status = statuses.get(accountId);
  if (status === undefined) {
    return [refusal('account', 'unknown-account', `There is no account "${accountId}".`, 'Check the account number.')];
  }
  if (status !== 'closed' || items.of(accountId).length > 0) return [];
  const fix = 'Find the account that the payer has now, or return the payment.';
  return [refusal('account', 'account-closed', `The account "${accountId}" is closed and owes nothing.`, fix)];
}

function resolved(receipt: number): Refusal {
  const fix =
    'Put the row back as it was. What went to the wrong account is moved by a transfer in the Account Entries sheet.';
  return refusal('action', 'already-resolved', `This payment was resolved with receipt ${receipt}.`, fix);
}

function typedIn({ wanted: { action, account, reason } }: RowChange) {
  return {
    action: suspenseActions.find((each) => each === action) ?? null,
    accountId: typeof account === 'string' ? account : null,
    reason: typeof reason === 'string' ? reason : '',
  };
}

function wantedOf(change: RowChange): Wanted {
  const { action, ...typed } = typedIn(change);
  if (action === null) throw new RangeError(`The row ${change.key} has no action, and was let through.`);
  return { ...typed, action };
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
