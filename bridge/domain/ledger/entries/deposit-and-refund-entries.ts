import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { DraftEntry, Posting } from '../../../contract/journal-entry.js';
import { negated, type Cents } from '../../../contract/money.js';
import { applyCredit } from '../apply-credit.js';
import type { AccountBooks } from '../charge-entry.js';
import type { Chart } from '../chart.js';
import { collectedLines, creditLines } from '../credit-lines.js';
import { chargedBy } from '../open-item.js';

export interface AccountAmount {
  readonly accountId: string;
  readonly effectiveOn: CalendarDate;
  readonly amountCents: Cents;
  readonly memo: string;
}

/** A deposit is the customer's money: it is kept as restricted cash, and we owe it. */
export function depositEntry(input: AccountAmount, chart: Chart): DraftEntry {
  const { accountId, amountCents } = input;
  return entryOf('deposit', input, [
    { ledgerAccount: chart.account('restricted-cash'), accountId: null, amountCents },
    { ledgerAccount: chart.account('deposits'), accountId, amountCents: negated(amountCents) },
  ]);
}

/** A deposit that is so much more, or less where the amount is negative, than the books had; with its restricted cash. */
export function depositCorrectionEntry(input: AccountAmount, chart: Chart): DraftEntry {
  return { ...depositEntry(input, chart), kind: 'adjustment' };
}

/** Interest adds to the deposit, and cash is set aside for it: restricted cash is at every time what deposits come to. */
export function depositInterestEntry(input: AccountAmount, chart: Chart): DraftEntry {
  const { accountId, amountCents } = input;
  return entryOf('deposit-interest', input, [
    { ledgerAccount: chart.account('deposit-interest'), accountId: null, amountCents },
    { ledgerAccount: chart.account('deposits'), accountId, amountCents: negated(amountCents) },
    ...cashMoved('cash', 'restricted-cash', amountCents, chart),
  ]);
}

/**
 * A deposit pays what is open by the utility's rule, as a payment does, and its cash is restricted no more. Throws a
 * RangeError when it is more than is open.
 */
export function depositAppliedEntry(input: AccountAmount, { chart, rule, items }: AccountBooks): DraftEntry {
  const { accountId, effectiveOn, amountCents } = input;
  const application = applyCredit(amountCents, chargedBy(items, effectiveOn), rule);
  if (application.leftCents > 0) throw new RangeError(`The account ${accountId} owes less than ${amountCents} cents.`);
  const credit = creditLines(accountId, application, chart, 1);
  const postings = [
    { ledgerAccount: chart.account('deposits'), accountId, amountCents },
    ...credit.postings,
    ...collectedLines(application.applied, chart),
    ...cashMoved('restricted-cash', 'cash', amountCents, chart),
  ];
  return { ...entryOf('deposit-applied', input, postings), allocations: credit.allocations };
}

/** A deposit that is to be given back: we owe it as a refund, which is paid from cash. */
export function depositRefundEntry(input: AccountAmount, chart: Chart): DraftEntry {
  const { accountId, amountCents } = input;
  return entryOf('deposit-refund', input, [
    { ledgerAccount: chart.account('deposits'), accountId, amountCents },
    { ledgerAccount: chart.account('refunds-payable'), accountId: null, amountCents: negated(amountCents) },
    ...cashMoved('restricted-cash', 'cash', amountCents, chart),
  ]);
}

/** Unapplied credit that is to be given back. */
export function creditRefundEntry(input: AccountAmount, chart: Chart): DraftEntry {
  const { accountId, amountCents } = input;
  return entryOf('credit-refund', input, [
    { ledgerAccount: chart.account('unapplied-credit'), accountId, amountCents },
    { ledgerAccount: chart.account('refunds-payable'), accountId: null, amountCents: negated(amountCents) },
  ]);
}

/** The check by which a refund is paid. */
export function refundPaidEntry(input: AccountAmount, chart: Chart): DraftEntry {
  const { amountCents } = input;
  return entryOf('refund-paid', input, [
    { ledgerAccount: chart.account('refunds-payable'), accountId: null, amountCents },
    { ledgerAccount: chart.account('cash'), accountId: null, amountCents: negated(amountCents) },
  ]);
}

function cashMoved(
  from: 'cash' | 'restricted-cash',
  to: 'cash' | 'restricted-cash',
  amount: Cents,
  chart: Chart,
): Posting[] {
  return [
    { ledgerAccount: chart.account(to), accountId: null, amountCents: amount },
    { ledgerAccount: chart.account(from), accountId: null, amountCents: negated(amount) },
  ];
}

function entryOf(kind: DraftEntry['kind'], input: AccountAmount, postings: Posting[]): DraftEntry {
  const { accountId, effectiveOn, memo } = input;
  return { kind, effectiveOn, accountId, memo, reverses: null, postings, allocations: [] };
}
