import type { AccountEntryKind } from '../../contract/sheets/account-entries.js';
import { cents, centsToDollars, type Cents } from '../../contract/money.js';
import { latest, type CalendarDate } from '../../contract/calendar-date.js';
import type { EntryKind } from '../../contract/journal-entry.js';
import { chargeEntry, type AccountBooks } from '../ledger/charge-entry.js';
import type { AccountAmount } from '../ledger/entries/deposit-and-refund-entries.js';
import {
  creditRefundEntry,
  depositAppliedEntry,
  depositEntry,
  depositInterestEntry,
  depositRefundEntry,
  refundPaidEntry,
} from '../ledger/entries/deposit-and-refund-entries.js';
import { returnedPaymentEntries } from '../ledger/entries/returned-payment-entries.js';
import { transferEntries } from '../ledger/entries/transfer-entries.js';
import { recoveryEntries, writeOffEntry } from '../ledger/entries/write-off-entries.js';
import { chargedBy, type OpenItem } from '../ledger/open-item.js';
import { depositInterest } from '../ledger/deposit-interest.js';
import { paidBy } from '../ledger/applied-credit.js';
import type { AccountState, EntryFacts, EntryRefusal, EntryStep } from './entry-facts.js';
import type { TypedEntry } from './typed-entry.js';

/** The entries that a row posts, or why it can't be posted. */
export type EntryDecision = readonly EntryStep[] | EntryRefusal;

export function isRefusal(decision: EntryDecision): decision is EntryRefusal {
  return 'code' in decision;
}

/** Decides on one typed row by what stands on its accounts now. */
export function decideAccountEntry(typed: TypedEntry, facts: EntryFacts): EntryDecision {
  const account = facts.accounts.get(typed.accountId);
  if (!account) return unknownAccount('account', typed.accountId);
  return DECISIONS[typed.what]({ typed, facts, account, amountCents: typed.amountCents ?? cents(0) });
}

interface Row {
  readonly typed: TypedEntry;
  readonly facts: EntryFacts;
  readonly account: AccountState;
  readonly amountCents: Cents;
}

const DECISIONS: Readonly<Record<AccountEntryKind, (row: Row) => EntryDecision>> = {
  fee: decideFee,
  'late charge': decideLateCharge,
  'returned payment': decideReturnedPayment,
  'deposit taken': decideDeposit,
  'deposit interest': decideDepositInterest,
  'deposit applied': decideDepositApplied,
  'deposit refund': (row) => {
    const { deposit } = row.account;
    if (row.amountCents > deposit.amountCents) return moreThan(row, 'its deposit', deposit.amountCents);
    return [documented('deposit-refund', row, depositRefundEntry(inputOf(row, deposit), row.facts.chart))];
  },
  'credit refund': (row) => {
    const { credit } = row.account;
    if (row.amountCents > credit.amountCents) return moreThan(row, 'its unapplied credit', credit.amountCents);
    return [documented('credit-refund', row, creditRefundEntry(inputOf(row, credit), row.facts.chart))];
  },
  'refund paid': (row) => {
    const { refundsCents } = row.account;
    if (row.amountCents > refundsCents) return moreThan(row, 'what is to be refunded', refundsCents);
    return [documented('refund-paid', row, refundPaidEntry(inputOf(row), row.facts.chart))];
  },
  transfer: decideTransfer,
  'write-off': (row) => {
    const items = itemsOf(row);
    const open = openOf(items);
    if (row.amountCents > open) return moreThan(row, 'what is open', open);
    return [documented('write-off', row, writeOffEntry(inputOf(row), booksOf(row, items)))];
  },
  recovery: decideRecovery,
};

function decideFee(row: Row): EntryDecision {
  const { typed, facts, amountCents } = row;
  const { chart, today } = facts;
  const chargeType = typed.charge ?? chart.chargeTypes.find(({ nature }) => nature === 'fee')?.chargeType ?? '';
  if (chart.chargeType(chargeType).nature !== 'fee') {
    return refusal('charge', 'not-a-fee', `${chargeType} is no fee.`, 'Leave the charge empty.');
  }
  const dueOn = typed.date ?? today;
  if (dueOn < today) {
    return refusal(
      'date',
      'date-over',
      `A fee of today can't have been due on ${dueOn}.`,
      'Type today or a later day.',
    );
  }
  return [chargeStep(row, 'fee', { chargeType, amountCents, dueOn })];
}

function decideLateCharge(row: Row): EntryDecision {
  const { typed, facts, account, amountCents } = row;
  const { charge: chargeType, date: dueOn } = typed;
  if (chargeType === null || dueOn === null) throw new RangeError(`Row ${typed.key} was checked and lacks a cell.`);
  const { nature, service, name } = facts.chart.chargeType(chargeType);
  if (nature !== 'late-charge' || service === null) {
    return refusal('charge', 'not-a-late-charge', `${name} is no late charge.`, 'Choose the late charge of a service.');
  }
  if (!account.services.includes(service)) {
    return refusal(
      'charge',
      'service-not-on-account',
      `Account ${typed.accountId} has no ${service}.`,
      'Choose a service that it has.',
    );
  }
  const notMissed = notMissedOn(dueOn, typed.accountId, facts);
  if (notMissed !== null) return notMissed;
  if (account.lateCharges.has(`${chargeType} ${dueOn}`)) {
    return refusal(
      'date',
      'charged-already',
      `The ${name.toLowerCase()} of account ${typed.accountId} for the due date ${dueOn} is charged or waived already.`,
      'Clear the row; a due date is charged once.',
    );
  }
  return [chargeStep(row, 'late-charge', { chargeType, amountCents, dueOn })];
}

/** A late charge is for a bill that was not paid in time, so that its due date is charged once, whoever does it. */
function notMissedOn(dueOn: CalendarDate, accountId: string, { dues }: EntryFacts): EntryRefusal | null {
  const ofAccount = dues.get(accountId) ?? new Map<CalendarDate, boolean>();
  const isOver = ofAccount.get(dueOn);
  if (isOver === true) return null;
  const last = [...ofAccount].findLast(([, over]) => over)?.[0];
  const fix = last === undefined ? 'Clear the row.' : `Type the due date that was missed; the last one is ${last}.`;
  return isOver === false
    ? refusal('date', 'not-late-yet', `What is due on ${dueOn} is not late yet.`, fix)
    : refusal('date', 'unknown-due-date', `No bill of account ${accountId} that stands is due on ${dueOn}.`, fix);
}

interface NewCharge {
  readonly chargeType: string;
  readonly amountCents: Cents;
  readonly dueOn: CalendarDate;
}

function chargeStep(row: Row, kind: 'fee' | 'late-charge', charge: NewCharge, feeCode?: string): EntryStep {
  const { accountId } = row.typed;
  const { chargeType, amountCents, dueOn } = charge;
  const input = { ...inputOf(row), kind, charges: [{ chargeType, amountCents }] };
  const entry = chargeEntry(input, booksOf(row, []));
  if (!entry) throw new RangeError(`Row ${row.typed.key} was checked and has no amount.`);
  const document = { kind, accountId, chargeType, amountCents, dueOn, ...(feeCode === undefined ? {} : { feeCode }) };
  return { entry, source: { document } };
}

function decideReturnedPayment(row: Row): EntryDecision {
  const { typed, facts, account } = row;
  const { accountId, paymentEntry, amountCents: typedCents } = typed;
  const payment = facts.payments.get(paymentEntry ?? 0);
  if (!payment || payment.accountId !== accountId) {
    const message = `Entry ${paymentEntry ?? ''} is no payment of account ${accountId}.`;
    return refusal('payment', 'unknown-payment', message, "Look the payment up in the account's Ledger sheet.");
  }
  if (payment.isReturned) {
    const message = `The payment of entry ${payment.entryNumber} was returned already.`;
    return refusal('payment', 'returned-already', message, 'Clear the row; a payment is returned once.');
  }
  if (typedCents !== null && typedCents !== payment.amountCents) {
    const message = `The payment of entry ${payment.entryNumber} is ${centsToDollars(payment.amountCents)}.`;
    return refusal('amount', 'other-amount', message, 'A payment comes back whole: leave the amount empty.');
  }
  const books = { applied: account.applied, creditCents: account.credit.amountCents };
  const { effectiveOn: on, memo } = inputOf(row, account.credit);
  const { entries, lackingCents } = returnedPaymentEntries(payment, books, facts.chart, { on, memo });
  if (lackingCents > 0) {
    const message = `Of the credit that the payment left, ${centsToDollars(lackingCents)} were refunded since.`;
    return refusal('payment', 'credit-refunded', message, 'Stop the refund, or charge so much by an adjustment first.');
  }
  const steps = entries.map((entry): EntryStep => {
    if (entry.kind !== 'returned-payment') return { entry, source: null };
    const { amountCents, entryNumber: aboutEntry, paymentNumber: returnsPayment } = payment;
    return { entry, source: { document: { kind: entry.kind, accountId, amountCents, aboutEntry, returnsPayment } } };
  });
  return [...steps, ...returnedItemFee(row)];
}

function returnedItemFee(row: Row): EntryStep[] {
  const { chart, returnedItemCents: amountCents, today: dueOn } = row.facts;
  const chargeType = chart.chargeTypes.find(({ nature }) => nature === 'fee')?.chargeType ?? '';
  return amountCents === 0 ? [] : [chargeStep(row, 'fee', { chargeType, amountCents, dueOn }, 'returned-item')];
}

function decideDeposit(row: Row): EntryDecision {
  if (row.account.status === 'closed') return closed('account', row.typed.accountId);
  return [documented('deposit', row, depositEntry(inputOf(row), row.facts.chart))];
}

/** Where the row has no amount, the interest is worked out from the rate and the days. */
function decideDepositInterest(row: Row): EntryDecision {
  const { typed, facts, account } = row;
  if (account.deposit.amountCents <= 0) {
    return tooMuch('There is no deposit on the account.', 'Check the account number.');
  }
  const { depositChanges } = account;
  const amountCents = typed.amountCents ?? depositInterest(depositChanges, facts.interestRules, facts.today);
  if (amountCents === 0) {
    const message = `The deposit of account ${typed.accountId} has earned nothing up to ${facts.today}.`;
    const fix = 'Clear the row, type the amount, or set the rate: curbstop setting show deposit-interest.';
    return refusal('amount', 'no-interest', message, fix);
  }
  const worked = { ...row, amountCents };
  return [documented('deposit-interest', worked, depositInterestEntry(inputOf(worked), facts.chart))];
}

function decideDepositApplied(row: Row): EntryDecision {
  const { account, amountCents } = row;
  const { deposit } = account;
  if (amountCents > deposit.amountCents) return moreThan(row, 'its deposit', deposit.amountCents);
  const items = itemsOf(row);
  const open = openOf(items);
  if (amountCents > open) return moreThan(row, 'what is open', open);
  return [documented('deposit-applied', row, depositAppliedEntry(inputOf(row, deposit), booksOf(row, items)))];
}

function decideTransfer(row: Row): EntryDecision {
  const { typed, facts, amountCents } = row;
  const { accountId, otherAccountId } = typed;
  const other = facts.accounts.get(otherAccountId ?? '');
  if (otherAccountId === null || !other) return unknownAccount('otherAccount', otherAccountId ?? '');
  if (otherAccountId === accountId) {
    return refusal(
      'otherAccount',
      'same-account',
      'It would go to the same account.',
      'Type the other account number.',
    );
  }
  if (other.status === 'closed') return closed('otherAccount', otherAccountId);
  const items = itemsOf(row);
  const open = openOf(items);
  if (amountCents > open) return moreThan(row, 'what is open', open);
  const movable = items.filter((item) => keepsOwner(item, facts));
  if (amountCents > openOf(movable)) return ownerChanged(openOf(movable));
  return transferEntries({ ...inputOf(row), otherAccountId }, booksOf(row, movable)).map(({ entry, dueOn }) => {
    const moved = entry.postings.filter((posting) => posting.accountId === otherAccountId);
    const amount = cents(moved.reduce((sum, posting) => sum + posting.amountCents, 0));
    return { entry, source: { document: { kind: 'transfer', accountId, otherAccountId, amountCents: amount, dueOn } } };
  });
}

/** On the other account the rules of today hold, so what was the City's when it was charged has to be so still. */
function keepsOwner({ chargeType, ruledOn }: OpenItem, { chart, today }: EntryFacts): boolean {
  return chart.isOfCity(chargeType, ruledOn) === chart.isOfCity(chargeType, today);
}

function ownerChanged(most: Cents): EntryRefusal {
  const message = `Of what is open, ${centsToDollars(most)} can be transferred: the rest was charged when its service had another owner.`;
  const fix = 'Leave the rest on its account, to be paid or written off there for the owner of that day.';
  return refusal('amount', 'owner-changed', message, fix);
}

function decideRecovery(row: Row): EntryDecision {
  const { typed, facts, account, amountCents } = row;
  const { accountId, charge } = typed;
  const writtenOff = account.applied.filter(({ kind, item }) => {
    return kind === 'write-off' && (charge === null || item.chargeType === charge);
  });
  const total = paidBy(writtenOff);
  if (amountCents > total) return moreThan(row, 'what is written off and not recovered', total);
  const { reinstatements, payment } = recoveryEntries(inputOf(row), writtenOff, facts);
  return [
    ...reinstatements.map(({ entry, writeOffEntry: aboutEntry, amountCents: amount }): EntryStep => {
      return { entry, source: { document: { kind: 'recovery', accountId, amountCents: amount, aboutEntry } } };
    }),
    { entry: payment, source: { paymentCents: amountCents } },
  ];
}

function itemsOf({ typed, facts, account }: Row): OpenItem[] {
  const items = chargedBy(account.items, facts.today);
  return typed.charge === null ? items : items.filter(({ chargeType }) => chargeType === typed.charge);
}

function openOf(items: readonly OpenItem[]): Cents {
  return cents(items.reduce((sum, { openCents }) => sum + openCents, 0));
}

function booksOf({ facts }: Row, items: readonly OpenItem[]): AccountBooks {
  return { chart: facts.chart, rule: facts.rule, items };
}

/** What an entry of the row is made from; it is never dated before the day from which what it takes is there. */
function inputOf({ typed, facts, amountCents }: Row, taken?: { readonly since: CalendarDate }): AccountAmount {
  const { accountId, what, reason } = typed;
  const effectiveOn = taken ? latest([facts.today, taken.since]) : facts.today;
  return { accountId, effectiveOn, amountCents, memo: `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${reason}` };
}

function documented(kind: EntryKind, { typed, amountCents }: Row, entry: EntryStep['entry']): EntryStep {
  const { accountId, charge } = typed;
  const document = { kind, accountId, amountCents, ...(charge === null ? {} : { chargeType: charge }) };
  return { entry, source: { document } };
}

function refusal(column: string, code: string, message: string, fix: string): EntryRefusal {
  return { column, code, message, fix };
}

function unknownAccount(column: string, accountId: string): EntryRefusal {
  return refusal(column, 'unknown-account', `There is no account "${accountId}".`, 'Check the account number.');
}

function closed(column: string, accountId: string): EntryRefusal {
  return refusal(column, 'account-closed', `The account "${accountId}" is closed.`, 'Look for the account in force.');
}

function tooMuch(message: string, fix: string): EntryRefusal {
  return refusal('amount', 'too-much', message, fix);
}

function moreThan({ typed, amountCents }: Row, what: string, most: Cents): EntryRefusal {
  const ofCharge = typed.charge === null ? '' : ` of ${typed.charge}`;
  return tooMuch(
    `${centsToDollars(amountCents)} is more than ${what}${ofCharge} on account ${typed.accountId}, ${centsToDollars(most)}.`,
    most > 0 ? `Type at most ${centsToDollars(most)}.` : 'Clear the row, or check the account number.',
  );
}
