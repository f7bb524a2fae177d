import type { CalendarDate } from '../../contract/calendar-date.js';
import type { EntryKind, Posting } from '../../contract/journal-entry.js';
import { cents, centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import type { AccountState } from '../account-entries/entry-facts.js';
import type { AppliedCredit } from '../ledger/applied-credit.js';
import type { Chart } from '../ledger/chart.js';
import {
  creditMovedOn,
  reversedEntries,
  type PostedEntry,
  type ReversedEntries,
} from '../ledger/entries/reversed-entries.js';

/** An entry that a row of a sheet posted. */
export interface PushedEntry extends PostedEntry {
  readonly rowKey: string;
  readonly kind: EntryKind;
  readonly memo: string;
}

/** What an entry can't be reversed for, and what to do instead. */
export interface ReversalRefusal {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export interface ReversalFacts {
  readonly accounts: ReadonlyMap<string, AccountState>;
  /** The number that the first entry gets. */
  readonly nextEntryNumber: number;
  readonly chart: Chart;
  readonly on: CalendarDate;
}

/** Money that came in or went out at the bank is no entry that could be taken back by another. */
const MONEY_MOVED: Partial<Record<EntryKind, string>> = {
  'returned-payment': 'Post the payment again when it comes, and write off the returned item fee if it is not owed.',
  recovery: 'Enter the payment as a returned payment and write the charge off again.',
};

/** The accounts of customers that an entry is about: two for a transfer. */
export function accountsOfEntry({ accountId, postings }: PostedEntry): string[] {
  return [...new Set([accountId, ...postings.map((posting) => posting.accountId)].filter((each) => each !== null))];
}

/**
 * The entries that reverse an entry of a pushed row, or why it can't be reversed: what rests on it by now is undone first,
 * by those who did it.
 */
export function decideReversal(posted: PushedEntry, facts: ReversalFacts): ReversedEntries | ReversalRefusal {
  const states = accountsOfEntry(posted).flatMap((accountId) => facts.accounts.get(accountId) ?? []);
  const applied = states.flatMap((state) => state.applied);
  const refused =
    moneyMoved(posted) ??
    settledOtherwise(posted, applied) ??
    movedOn(posted, applied, facts) ??
    owedLess(posted, states, facts);
  if (refused !== null) return refused;
  const books = { applied, creditCents: sumCents(states.map(({ credit }) => credit.amountCents)) };
  const memo = `Reversed: ${posted.memo}`;
  const { on, nextEntryNumber } = facts;
  const reversed = reversedEntries(posted, books, facts.chart, { on, memo, nextEntryNumber });
  return reversed.lackingCents > 0 ? creditGone(posted, reversed.lackingCents) : reversed;
}

export function isReversalRefusal(decision: ReversedEntries | ReversalRefusal): decision is ReversalRefusal {
  return 'code' in decision;
}

function moneyMoved({ kind, entryNumber }: PushedEntry): ReversalRefusal | null {
  const fix = MONEY_MOVED[kind];
  if (fix === undefined) return null;
  const what = kind === 'recovery' ? 'a recovery' : 'a returned payment';
  return { code: 'money-moved', message: `Entry ${entryNumber} is ${what}, which is not reversed.`, fix };
}

/** A write-off and a transfer are no money that could become credit of the account. */
function settledOtherwise({ entryNumber }: PushedEntry, applied: readonly AppliedCredit[]): ReversalRefusal | null {
  const found = applied.find(({ item, kind }) => {
    return item.ref.entryNumber === entryNumber && (kind === 'write-off' || kind === 'transfer');
  });
  if (!found) return null;
  const what = found.kind === 'transfer' ? 'transferred to another account' : 'written off';
  return {
    code: 'charge-settled',
    message: `The charge of entry ${entryNumber} was ${what} by entry ${found.credit.entryNumber}.`,
    fix: 'Reverse that row first, then this one.',
  };
}

/** A write-off that was recovered by money, and a transfer, whose credit is of one account and its charge of another. */
function movedOn(
  posted: PushedEntry,
  applied: readonly AppliedCredit[],
  { chart }: ReversalFacts,
): ReversalRefusal | null {
  const moved = creditMovedOn(posted, applied, chart);
  if (moved <= 0 || canFollow(posted)) return null;
  return {
    code: 'credit-moved-on',
    message: `${centsToDollars(moved)} that entry ${posted.entryNumber} credited pays its charge no more: that was reversed or recovered since.`,
    fix: 'Enter what is wrong by now as a new row of the sheet.',
  };
}

function canFollow({ kind }: PushedEntry): boolean {
  return kind !== 'write-off' && kind !== 'transfer';
}

/** A deposit that was used can't be taken back, nor a refund that was paid. */
function owedLess(
  { kind, entryNumber, postings }: PushedEntry,
  states: readonly AccountState[],
  { chart }: ReversalFacts,
): ReversalRefusal | null {
  const given = creditedTo(postings, chart.account('deposits'));
  const deposit = sumCents(states.map((state) => state.deposit.amountCents));
  if (given > deposit) {
    return {
      code: 'deposit-gone',
      message: `Entry ${entryNumber} added ${centsToDollars(given)} to the deposit, and ${centsToDollars(deposit)} are left of it.`,
      fix: 'Reverse first what the deposit was applied or refunded by.',
    };
  }
  const promised = kind === 'refund-paid' ? cents(0) : creditedTo(postings, chart.account('refunds-payable'));
  const toPay = sumCents(states.map(({ refundsCents }) => refundsCents));
  if (promised <= toPay) return null;
  return {
    code: 'refund-paid',
    message: `The refund of entry ${entryNumber} is ${centsToDollars(promised)}, and ${centsToDollars(toPay)} are still to be paid.`,
    fix: 'Stop the check and reverse its row first.',
  };
}

function creditedTo(postings: readonly Posting[], ledgerAccount: string): Cents {
  const credits = postings.filter((posting) => posting.ledgerAccount === ledgerAccount && posting.amountCents < 0);
  return negated(sumCents(credits.map(({ amountCents }) => amountCents)));
}

function creditGone({ entryNumber }: PushedEntry, lackingCents: Cents): ReversalRefusal {
  return {
    code: 'credit-gone',
    message: `${centsToDollars(lackingCents)} of the credit that entry ${entryNumber} gave was refunded or moved on.`,
    fix: 'Reverse the refund first, or charge so much by an adjustment.',
  };
}
