import { isCalendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { AT_ONCE_CENTS_MAX, cents, centsToDollars, decimalTextToCents, type Cents } from '../../contract/money.js';
import { isMonth, type Month } from '../../contract/month.js';
import type { Issue } from '../../contract/problem.js';
import { services, type ServiceName } from '../../contract/services.js';
import { adjustmentKinds, adjustmentsSheet, type AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type { AdjustmentReasons } from '../../contract/settings/adjustment-reasons.js';
import type { RowChange } from '../sheet/compare-rows.js';
import { missingCells, textOf, unusedCells } from '../sheet/typed-cells.js';

/** A row of the Adjustments sheet that has what its kind needs, and nothing that it has no use for. */
export interface TypedAdjustment {
  readonly key: string;
  readonly sheetRow: number;
  readonly accountId: string;
  readonly kind: AdjustmentKind;
  readonly service: ServiceName | null;
  /** As typed; null where it is to be worked out. */
  readonly amountCents: Cents | null;
  readonly billNumber: number | null;
  /** The month by which the row names its bill; null where it does not. */
  readonly period: Month | null;
  /** The reason code. */
  readonly cause: string | null;
  readonly document: string;
  readonly documentsOn: CalendarDate | null;
  /** The day of a leak, where it is told. */
  readonly leakOn: CalendarDate | null;
  readonly otherAccountId: string | null;
  readonly reason: string;
  readonly note: string;
  /** The day on which it was asked for, of a row that waited; null for one of today. */
  readonly requestedOn: CalendarDate | null;
}

type Column = 'service' | 'amount' | 'bill' | 'leakOn' | 'otherAccount';

/** The cells by which a kind is worked out, beside those by which it is told apart: the account and the kind itself. */
export function cellsOf(kind: AdjustmentKind): readonly string[] {
  return [...CELLS[kind].needs, ...CELLS[kind].takes];
}

/** The cells that a kind needs and those that it may have; every kind takes a cause, a document and a note. */
interface Cells {
  readonly needs: readonly Column[];
  readonly takes: readonly Column[];
}

const CORRECTION: Cells = { needs: ['service'], takes: ['amount', 'bill'] };
const OF_AMOUNT: Cells = { needs: ['service', 'amount'], takes: ['bill'] };
const CELLS: Readonly<Record<AdjustmentKind, Cells>> = {
  leak: { needs: ['service'], takes: ['amount', 'bill', 'leakOn'] },
  misread: CORRECTION,
  'wrong tariff': CORRECTION,
  'wrong meter or multiplier': CORRECTION,
  'billed after move-out': { needs: ['service'], takes: ['amount', 'bill'] },
  'billing error': OF_AMOUNT,
  goodwill: OF_AMOUNT,
  'returned payment fee': { needs: [], takes: ['amount'] },
  'late charge waiver': { needs: ['service'], takes: ['amount'] },
  'deposit correction': { needs: ['amount'], takes: [] },
  'transfer between accounts': { needs: ['amount', 'otherAccount'], takes: ['service'] },
  'write-off': { needs: [], takes: ['amount', 'service'] },
  rebill: { needs: [], takes: ['service', 'amount', 'bill'] },
};
const COLUMNS: readonly Column[] = ['service', 'amount', 'bill', 'leakOn', 'otherAccount'];

const FIXES: Readonly<Record<string, string>> = {
  account: 'Type the account number.',
  service: `Choose ${services.join(', ')}.`,
  kind: `Choose ${adjustmentKinds.join(', ')}.`,
  amount: 'Type the amount; a credit is negative.',
  reason: 'Type the reason, for the record.',
  bill: 'Type the number of the bill, or a month such as October 2026.',
  otherAccount: 'Type the account that it goes to.',
};

/**
 * Reads the cells of a row; gives all that is wrong with them where it can't be an adjustment.
 * @param reasons the reason codes of the day; null for a row that was taken by those of another day
 */
export function readTypedAdjustment(change: RowChange, reasons: AdjustmentReasons | null): TypedAdjustment | Issue[] {
  const issues = adjustmentIssues(change, reasons);
  return issues.length > 0 ? issues : typedOf(change, reasons);
}

/**
 * All that is wrong with the cells of a row by themselves.
 * @param unread columns of which the cell can't be read, which is told already
 */
export function adjustmentIssues(
  change: RowChange,
  reasons: AdjustmentReasons | null,
  unread: readonly string[] = [],
): Issue[] {
  const { wanted } = change;
  const kind = adjustmentKinds.find((name) => name === wanted['kind']);
  const needed: readonly string[] = kind ? CELLS[kind].needs : ['service', 'amount'];
  const first = ['account', ...needed.filter((column) => column === 'service'), 'kind'];
  return [
    ...missingCells(
      adjustmentsSheet,
      change,
      [...first, ...needed.filter((column) => column !== 'service'), 'reason'],
      FIXES,
    ),
    ...(kind ? unusedCells(adjustmentsSheet, change, unusedBy(kind), { column: 'kind', choice: kind }) : []),
    ...(kind ? amountIssues(change, kind) : []),
    ...(reasons === null ? [] : reasonIssues(change, kind, reasons)),
  ].filter(({ column }) => !unread.includes(column));
}

/** What a row says, whether or not it may be an adjustment: a kind that can't be told stands as a rebill, which looks at nothing that is open. */
export function typedOf({ key, sheetRow, wanted }: RowChange, reasons: AdjustmentReasons | null): TypedAdjustment {
  const bill = wanted['bill'];
  return {
    key,
    sheetRow,
    kind: adjustmentKinds.find((name) => name === wanted['kind']) ?? 'rebill',
    accountId: textOf(wanted, 'account') ?? '',
    service: services.find((name) => name === wanted['service']) ?? null,
    amountCents: decimalTextToCents(textOf(wanted, 'amount') ?? ''),
    billNumber: typeof bill === 'number' ? bill : null,
    period: typeof bill === 'string' && isMonth(bill) ? bill : null,
    cause: codeOf(wanted, reasons) ?? textOf(wanted, 'cause'),
    document: textOf(wanted, 'document') ?? '',
    documentsOn: dateIn(wanted, 'documentsOn'),
    leakOn: dateIn(wanted, 'leakOn'),
    otherAccountId: textOf(wanted, 'otherAccount'),
    reason: textOf(wanted, 'reason') ?? '',
    note: textOf(wanted, 'note') ?? '',
    requestedOn: null,
  };
}

/** The code that the cell says, as the setting writes it. */
function codeOf(cells: RowChange['wanted'], reasons: AdjustmentReasons | null): string | null {
  const typed = textOf(cells, 'cause')?.toLowerCase();
  return reasons?.codes.find((code) => code.toLowerCase() === typed) ?? null;
}

function reasonIssues(
  { key, sheetRow, wanted }: RowChange,
  kind: AdjustmentKind | undefined,
  reasons: AdjustmentReasons,
): Issue[] {
  const typed = textOf(wanted, 'cause');
  const issue = { rowKey: key, sheetRow, column: 'cause', fix: `Choose ${reasons.codes.join(', ')}.` };
  if (typed !== null) {
    if (codeOf(wanted, reasons) !== null) return [];
    return [{ ...issue, code: 'not-a-choice', message: `Reason code is "${typed}", which is not one of the choices.` }];
  }
  if (kind === undefined || !reasons.requiredFor.includes(kind)) return [];
  return [{ ...issue, code: 'missing', message: `Reason code is empty, and a row for ${kind} needs one.` }];
}

function dateIn(cells: RowChange['wanted'], column: string): CalendarDate | null {
  const cell = textOf(cells, column) ?? '';
  return isCalendarDate(cell) ? cell : null;
}

function unusedBy(kind: AdjustmentKind): Column[] {
  const { needs, takes } = CELLS[kind];
  return COLUMNS.filter((column) => !needs.includes(column) && !takes.includes(column));
}

/** Of what moves or is written off the amount is told, of what is corrected by how much the balance changes. */
const MORE_THAN_ZERO: readonly AdjustmentKind[] = ['transfer between accounts', 'write-off'];
const CREDITS: readonly AdjustmentKind[] = ['leak', 'late charge waiver', 'billed after move-out'];

function amountIssues({ key, sheetRow, wanted }: RowChange, kind: AdjustmentKind): Issue[] {
  const amount = decimalTextToCents(textOf(wanted, 'amount') ?? '');
  const issue = (code: string, message: string, fix: string): Issue[] => {
    return [{ rowKey: key, sheetRow, column: 'amount', code, message, fix }];
  };
  if (amount === null) return [];
  if (amount === 0) return issue('zero-amount', 'The amount is zero.', 'Type an amount, or clear the row.');
  const dollars = centsToDollars(amount);
  if (Math.abs(amount) > AT_ONCE_CENTS_MAX) {
    const most = centsToDollars(cents(AT_ONCE_CENTS_MAX));
    return issue('amount-too-large', `The amount is ${dollars}; it must be at most ${most}.`, 'Type the right amount.');
  }
  if (MORE_THAN_ZERO.includes(kind) && amount < 0) {
    const fix = 'Type it without the minus sign.';
    return issue('not-positive', `The amount of a ${kind} is ${dollars}; it must be more than zero.`, fix);
  }
  if (CREDITS.includes(kind) && amount > 0) {
    const fix = 'Type it with a minus sign, or choose another kind.';
    return issue('not-a-credit', `The amount of a ${kind} is ${dollars}; it must be a credit.`, fix);
  }
  return [];
}
