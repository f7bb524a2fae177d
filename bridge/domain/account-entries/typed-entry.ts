import type { CalendarDate } from '../../contract/calendar-date.js';
import { isCalendarDate } from '../../contract/calendar-date.js';
import { AT_ONCE_CENTS_MAX, cents, centsToDollars, decimalTextToCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import {
  accountEntriesSheet,
  accountEntryKinds,
  type AccountEntryKind,
} from '../../contract/sheets/account-entries.js';
import type { RowChange } from '../sheet/compare-rows.js';
import { missingCells, textOf, unusedCells } from '../sheet/typed-cells.js';

/** What is told of an entry beside its reason. */
export interface ToldOfEntry {
  readonly cause: string;
  readonly note: string;
  readonly documentsOn: CalendarDate | null;
  /** How the amount was worked out, a sentence a line. */
  readonly calculation: readonly string[];
}

/** A row of the Account Entries sheet that has what its kind needs, and nothing else. */
export interface TypedEntry {
  readonly key: string;
  readonly sheetRow: number;
  readonly what: AccountEntryKind;
  readonly accountId: string;
  readonly charge: string | null;
  /** Null where the row leaves it to what is known, as of a returned payment. */
  readonly amountCents: Cents | null;
  readonly otherAccountId: string | null;
  readonly paymentEntry: number | null;
  readonly date: CalendarDate | null;
  readonly reference: string;
  readonly reason: string;
  /** Null of a row that has no such cells. */
  readonly told: ToldOfEntry | null;
}

type Column = 'charge' | 'amount' | 'otherAccount' | 'payment' | 'date';

/** The cells that a kind needs and those that it may have; account and reason are always needed. */
const CELLS: Readonly<
  Record<AccountEntryKind, { readonly needs: readonly Column[]; readonly takes: readonly Column[] }>
> = {
  fee: { needs: ['amount'], takes: ['charge', 'date'] },
  'late charge': { needs: ['charge', 'amount', 'date'], takes: [] },
  'returned payment': { needs: ['payment'], takes: ['amount'] },
  'deposit taken': { needs: ['amount'], takes: [] },
  'deposit interest': { needs: [], takes: ['amount'] },
  'deposit applied': { needs: ['amount'], takes: [] },
  'deposit refund': { needs: ['amount'], takes: [] },
  'credit refund': { needs: ['amount'], takes: [] },
  'refund paid': { needs: ['amount'], takes: [] },
  transfer: { needs: ['amount', 'otherAccount'], takes: ['charge'] },
  'write-off': { needs: ['amount'], takes: ['charge'] },
  recovery: { needs: ['amount'], takes: ['charge'] },
};

const FIXES: Readonly<Record<string, string>> = {
  account: 'Type the account number.',
  what: `Choose ${accountEntryKinds.join(', ')}.`,
  reason: 'Type the reason, for the record.',
  charge: 'Choose the type of charge.',
  amount: 'Type the amount, more than zero.',
  otherAccount: 'Type the account that it goes to.',
  payment: "Type the entry number of the payment, as the account's Ledger sheet has it.",
  date: 'Type the due date.',
};

/** Reads the cells of a row; gives all that is wrong with them where it can't be entered. */
export function readTypedEntry(change: RowChange): TypedEntry | Issue[] {
  const { key, sheetRow, wanted } = change;
  const what = accountEntryKinds.find((kind) => kind === wanted['what']);
  const issues = [
    ...missingCells(
      accountEntriesSheet,
      change,
      ['account', 'what', 'reason', ...(what ? CELLS[what].needs : [])],
      FIXES,
    ),
    ...(what ? unusedCells(accountEntriesSheet, change, unusedBy(what), { column: 'what', choice: what }) : []),
    ...amountOutOfBounds(change),
  ];
  if (issues.length > 0 || !what) return issues;
  const date = wanted['date'];
  const payment = wanted['payment'];
  return {
    key,
    sheetRow,
    what,
    accountId: textOf(wanted, 'account') ?? '',
    charge: textOf(wanted, 'charge'),
    amountCents: decimalTextToCents(textOf(wanted, 'amount') ?? ''),
    otherAccountId: textOf(wanted, 'otherAccount'),
    paymentEntry: typeof payment === 'number' ? payment : null,
    date: typeof date === 'string' && isCalendarDate(date) ? date : null,
    reference: textOf(wanted, 'reference') ?? '',
    reason: textOf(wanted, 'reason') ?? '',
    told: null,
  };
}

function unusedBy(what: AccountEntryKind): Column[] {
  const { needs, takes } = CELLS[what];
  const columns: readonly Column[] = ['charge', 'amount', 'otherAccount', 'payment', 'date'];
  return columns.filter((column) => !needs.includes(column) && !takes.includes(column));
}

function amountOutOfBounds({ key, sheetRow, wanted }: RowChange): Issue[] {
  const amount = decimalTextToCents(textOf(wanted, 'amount') ?? '');
  if (amount === null || (amount > 0 && amount <= AT_ONCE_CENTS_MAX)) return [];
  const at = { rowKey: key, sheetRow, column: 'amount', fix: FIXES['amount'] ?? '' };
  const message = `The amount is ${centsToDollars(amount)}; it must be`;
  return amount > 0
    ? [{ ...at, code: 'amount-too-large', message: `${message} at most ${centsToDollars(cents(AT_ONCE_CENTS_MAX))}.` }]
    : [{ ...at, code: 'not-positive', message: `${message} more than zero.` }];
}
