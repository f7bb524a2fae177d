import { adjustmentKinds, type AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { JournalEntry } from '../../contract/journal-entry.js';
import { cents, centsToDollars, decimalTextToCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { services, type ServiceName } from '../../contract/services.js';
import { chargeEntry } from '../ledger/charge-entry.js';
import type { RowCells, RowChange } from '../sheet/compare-rows.js';

/** What the bridge knows of an account that an adjustment names. */
export interface AdjustableAccount {
  readonly accountId: string;
  readonly services: readonly ServiceName[];
}

export interface AdjustmentFacts {
  readonly accounts: ReadonlyMap<string, AdjustableAccount>;
  /** Receipts of the rows that were posted before, by key: those are never posted again. */
  readonly postedReceipts: ReadonlyMap<string, number>;
  /** The most that this person may adjust alone on one account in a day, credits and charges counted together. */
  readonly limitCents: Cents;
  /** What this person has adjusted today already, either way, by account. */
  readonly adjustedToday: ReadonlyMap<string, Cents>;
  readonly personName: string;
  readonly today: CalendarDate;
}

/** An adjustment that may be posted, with its journal entry. */
export interface DecidedAdjustment {
  readonly key: string;
  readonly accountId: string;
  readonly service: ServiceName;
  readonly kind: AdjustmentKind;
  readonly amountCents: Cents;
  readonly reason: string;
  readonly note: string;
  readonly entry: JournalEntry;
}

export interface AdjustmentDecision {
  readonly adjustments: readonly DecidedAdjustment[];
  readonly issues: readonly Issue[];
}

/** Decides which typed adjustments may be posted, and says everything that is wrong with the others. */
export function decideAdjustments(changes: readonly RowChange[], facts: AdjustmentFacts): AdjustmentDecision {
  const adjustments: DecidedAdjustment[] = [];
  const issues: Issue[] = [];
  const totals = accountTotals(changes, facts);
  for (const change of changes) {
    const found = rowIssues(change, facts, totals);
    issues.push(...found.map((issue) => ({ ...issue, sheetRow: change.sheetRow })));
    if (found.length === 0) adjustments.push(decided(change, facts));
  }
  return { adjustments, issues };
}

/** What each account would be adjusted by today, either way, with the rows of this push. */
function accountTotals(changes: readonly RowChange[], facts: AdjustmentFacts): ReadonlyMap<string, Cents> {
  const totals = new Map(facts.adjustedToday);
  for (const change of changes) {
    if (facts.postedReceipts.has(change.key)) continue;
    const accountId = textOf(change.wanted, 'account');
    totals.set(accountId, cents((totals.get(accountId) ?? 0) + Math.abs(amountOf(change.wanted))));
  }
  return totals;
}

function rowIssues(change: RowChange, facts: AdjustmentFacts, totals: ReadonlyMap<string, Cents>): Issue[] {
  const issue = (column: string, code: string, message: string, fix: string): Issue[] => [
    { rowKey: change.key, column, code, message, fix },
  ];
  const posted = facts.postedReceipts.get(change.key);
  if (posted !== undefined) {
    return issue(
      change.changedColumns[0] ?? 'key',
      'already-posted',
      `Row ${change.sheetRow} was posted with receipt ${posted} and can't be changed.`,
      'Put the row back as it was, and enter the correction as a new row.',
    );
  }
  return [
    ...missingCells(change),
    ...accountIssues(change, facts, issue),
    ...amountIssues(change, facts, { issue, totals }),
  ];
}

const REQUIRED: Readonly<Record<string, string>> = {
  account: 'Type the account number.',
  service: `Choose ${services.join(', ')}.`,
  kind: `Choose ${adjustmentKinds.join(', ')}.`,
  amount: 'Type the amount; a credit is negative.',
  reason: 'Type the reason, for the record.',
};

function missingCells(change: RowChange): Issue[] {
  return Object.entries(REQUIRED)
    .filter(([column]) => change.wanted[column] === null || change.wanted[column] === undefined)
    .map(([column, fix]) => ({
      rowKey: change.key,
      column,
      code: 'missing',
      message: `Row ${change.sheetRow} has no ${column}.`,
      fix,
    }));
}

type IssueOf = (column: string, code: string, message: string, fix: string) => Issue[];

function accountIssues(change: RowChange, facts: AdjustmentFacts, issue: IssueOf): Issue[] {
  const accountId = textOf(change.wanted, 'account');
  if (accountId === '') return [];
  const account = facts.accounts.get(accountId);
  if (!account) {
    return issue('account', 'unknown-account', `There is no account "${accountId}".`, 'Check the account number.');
  }
  const service = textOf(change.wanted, 'service');
  if (service === '' || account.services.some((name) => name === service)) return [];
  return issue(
    'service',
    'service-not-on-account',
    `Account ${accountId} has no ${service}.`,
    `Choose ${account.services.join(' or ')}.`,
  );
}

interface AmountRules {
  readonly issue: IssueOf;
  readonly totals: ReadonlyMap<string, Cents>;
}

function amountIssues(change: RowChange, facts: AdjustmentFacts, { issue, totals }: AmountRules): Issue[] {
  if (change.wanted['amount'] === null || change.wanted['amount'] === undefined) return [];
  const amount = amountOf(change.wanted);
  if (amount === 0) {
    return issue('amount', 'zero-amount', 'The amount is zero.', 'Type an amount, or clear the row.');
  }
  const accountId = textOf(change.wanted, 'account');
  const total = totals.get(accountId) ?? cents(0);
  if (total <= facts.limitCents) return [];
  const limit = `what ${facts.personName} may adjust alone on an account in a day, ${centsToDollars(facts.limitCents)}`;
  return issue(
    'amount',
    'above-limit',
    Math.abs(amount) > facts.limitCents
      ? `${centsToDollars(amount)} is above ${limit}.`
      : `Today's adjustments of account ${accountId} would be ${centsToDollars(total)}, above ${limit}.`,
    'Leave the row to someone with a higher limit, who pushes it from their own Curbstop.',
  );
}

function decided(change: RowChange, facts: AdjustmentFacts): DecidedAdjustment {
  const service = services.find((name) => name === change.wanted['service']);
  const kind = adjustmentKinds.find((name) => name === change.wanted['kind']);
  if (!service || !kind) throw new RangeError(`Row ${change.key} was checked and still lacks a service or kind.`);
  const accountId = textOf(change.wanted, 'account');
  const amountCents = amountOf(change.wanted);
  const reason = textOf(change.wanted, 'reason');
  const entry = chargeEntry({
    kind: 'adjustment',
    accountId,
    effectiveOn: facts.today,
    memo: `Adjustment (${kind}), ${service}: ${reason}`,
    charges: [{ service, amountCents }],
  });
  if (!entry) throw new RangeError(`Row ${change.key} was checked and still has no amount.`);
  return { key: change.key, accountId, service, kind, amountCents, reason, note: textOf(change.wanted, 'note'), entry };
}

function textOf(cells: RowCells, column: string): string {
  const value = cells[column];
  return typeof value === 'string' ? value : '';
}

function amountOf(cells: RowCells): Cents {
  return decimalTextToCents(textOf(cells, 'amount')) ?? cents(0);
}
