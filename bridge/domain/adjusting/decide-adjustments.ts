import { adjustmentKinds, type AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { cents, decimalTextToCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import { chargeEntry } from '../ledger/charge-entry.js';
import type { Chart } from '../ledger/chart.js';
import type { OpenItem } from '../ledger/open-item.js';
import { OpenItemBook } from '../ledger/open-item-book.js';
import type { RowCells, RowChange } from '../sheet/compare-rows.js';
import { alreadyPosted, type PostedRow } from '../sheet/posted-row.js';
import { limitIssues, type AdjustmentLimit } from './adjustment-limits.js';

/** What the bridge knows of an account that an adjustment names. */
export interface AdjustableAccount {
  readonly accountId: string;
  readonly services: readonly ServiceName[];
}

export interface AdjustmentFacts extends AdjustmentLimit {
  readonly accounts: ReadonlyMap<string, AdjustableAccount>;
  /** Receipts of the rows that were posted before, by key: those are never posted again. */
  readonly posted: ReadonlyMap<string, PostedRow>;
  readonly today: CalendarDate;
  readonly chart: Chart;
  readonly rule: ApplicationRule;
  /** What is open on the accounts. */
  readonly openItems: readonly OpenItem[];
  /** The number that the first entry gets; the others follow it. */
  readonly nextEntryNumber: number;
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
  readonly entry: DraftEntry;
}

export interface AdjustmentDecision {
  readonly adjustments: readonly DecidedAdjustment[];
  readonly issues: readonly Issue[];
}

/** Decides which typed adjustments may be posted, and says everything that is wrong with the others. */
export function decideAdjustments(changes: readonly RowChange[], facts: AdjustmentFacts): AdjustmentDecision {
  const checked = changes.map((change) => ({ change, issues: rowIssues(change, facts) }));
  const sound = checked.filter(({ issues }) => issues.length === 0).map(({ change }) => typedAdjustment(change));
  const aboveLimit = limitIssues(sound, facts);
  return {
    adjustments: withEntries(
      sound.filter(({ key }) => !aboveLimit.has(key)),
      facts,
    ),
    issues: checked.flatMap(({ change: { key, sheetRow }, issues }) => {
      const limit = aboveLimit.get(key);
      return [...issues, ...(limit ? [limit] : [])].map((issue) => ({ ...issue, sheetRow }));
    }),
  };
}

function rowIssues(change: RowChange, facts: AdjustmentFacts): Issue[] {
  const issue = (column: string, code: string, message: string, fix: string): Issue[] => [
    { rowKey: change.key, column, code, message, fix },
  ];
  const posted = facts.posted.get(change.key);
  if (posted !== undefined) return [alreadyPosted(change, posted)];
  return [...missingCells(change), ...accountIssues(change, facts, issue), ...zeroAmount(change, issue)];
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

function zeroAmount(change: RowChange, issue: IssueOf): Issue[] {
  const isTyped = change.wanted['amount'] !== null && change.wanted['amount'] !== undefined;
  if (!isTyped || amountOf(change.wanted) !== 0) return [];
  return issue('amount', 'zero-amount', 'The amount is zero.', 'Type an amount, or clear the row.');
}

type TypedAdjustment = Omit<DecidedAdjustment, 'entry'>;

function typedAdjustment(change: RowChange): TypedAdjustment {
  const service = services.find((name) => name === change.wanted['service']);
  const kind = adjustmentKinds.find((name) => name === change.wanted['kind']);
  if (!service || !kind) throw new RangeError(`Row ${change.key} was checked and still lacks a service or kind.`);
  return {
    key: change.key,
    accountId: textOf(change.wanted, 'account'),
    service,
    kind,
    amountCents: amountOf(change.wanted),
    reason: textOf(change.wanted, 'reason'),
    note: textOf(change.wanted, 'note'),
  };
}

/** Each row sees what the rows above have charged and left open. */
function withEntries(adjustments: readonly TypedAdjustment[], facts: AdjustmentFacts): DecidedAdjustment[] {
  const { chart, rule, today, nextEntryNumber } = facts;
  const items = new OpenItemBook(facts.openItems);
  return adjustments.map((adjustment, index) => {
    const { key, accountId, service, kind, amountCents, reason } = adjustment;
    const input = {
      kind: 'adjustment' as const,
      accountId,
      effectiveOn: today,
      memo: `Adjustment (${kind}), ${service}: ${reason}`,
      charges: [{ chargeType: chart.chargeTypeOf(service, 'service'), amountCents }],
    };
    const entry = chargeEntry(input, { chart, rule, items: items.of(accountId) });
    if (!entry) throw new RangeError(`Row ${key} was checked and still has no amount.`);
    items.follow(entry);
    items.charge(entry, nextEntryNumber + index, today, chart);
    return { ...adjustment, entry };
  });
}

function textOf(cells: RowCells, column: string): string {
  const value = cells[column];
  return typeof value === 'string' ? value : '';
}

function amountOf(cells: RowCells): Cents {
  return decimalTextToCents(textOf(cells, 'amount')) ?? cents(0);
}
