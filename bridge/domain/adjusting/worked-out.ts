import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import type { AccountEntryKind } from '../../contract/sheets/account-entries.js';
import type { Charge } from '../ledger/charge-entry.js';
import type { OpenItem } from '../ledger/open-item.js';
import type { BillShare } from './bill-share.js';
import type { AdjustableAccount, AdjustableBill, AdjustmentFacts } from './adjustment-facts.js';
import type { LeakFacts } from './leak/leak-facts.js';
import type { TypedAdjustment } from './typed-adjustment.js';

/** What an adjustment comes to, worked out by the rules of its kind. */
export interface WorkedOut {
  /** What the account's balance and deposit change by together; a credit is negative. */
  readonly amountCents: Cents;
  /** What of it is tax. */
  readonly taxCents: Cents;
  /** How it is posted: by charges that are changed, by the deposit that is, or as an account entry of that kind. */
  readonly effect:
    { readonly charges: readonly Charge[] } | { readonly deposit: Cents } | { readonly entry: AccountEntryKind };
  /** What of the charges is of which bill that it corrects; none where it is of no bill. */
  readonly shares: readonly BillShare[];
  /** By the rules of which day it takes paid late charges back; none where it waives none. */
  readonly waivedOf?: CalendarDate;
  /** How the amount was worked out, a sentence a line; none where it is as it was typed. */
  readonly calculation: readonly string[];
  /** Why it needs another person's word whatever the amount is; null where it needs none. */
  readonly exception: string | null;
}

/** A row with the account that it names and the bill that it corrects: the one that it names, else the last. */
export interface AdjustmentRow {
  readonly typed: TypedAdjustment;
  readonly account: AdjustableAccount;
  readonly bill: AdjustableBill | null;
  /** The last bills and those that rows are of, as the rows above left them, by number. */
  readonly bills: ReadonlyMap<number, AdjustableBill>;
  /** What is open on the account after the rows above. */
  readonly open: readonly OpenItem[];
  readonly facts: AdjustmentFacts;
  /** What leak credits are worked out from, with those of the rows above; null where no row is of a leak. */
  readonly leak: LeakFacts | null;
  /** Bills that are corrected already, also by rows above, by where that is found. */
  readonly correctedBills: ReadonlyMap<number, string>;
}

/** Why a row can't be posted: the cell at fault, what is wrong, and what to do. */
export type AdjustmentRefusal = Pick<Issue, 'column' | 'code' | 'message' | 'fix' | 'rebill'>;

export function refusal(column: string, code: string, message: string, fix: string): AdjustmentRefusal {
  return { column, code, message, fix };
}

/** What a kind makes of a row, or all that is wrong with it. */
export type WorkOut = (row: AdjustmentRow) => WorkedOut | readonly AdjustmentRefusal[];

export function isRefused(result: WorkedOut | readonly AdjustmentRefusal[]): result is readonly AdjustmentRefusal[] {
  return Array.isArray(result);
}
