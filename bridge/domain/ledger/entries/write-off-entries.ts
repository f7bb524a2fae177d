import { latest } from '../../../contract/calendar-date.js';
import { groupBy } from '../../../contract/group-by.js';
import type { DraftEntry, Posting } from '../../../contract/journal-entry.js';
import { cents, type Cents } from '../../../contract/money.js';
import { paidBy, takeCredits, type AppliedCredit } from '../applied-credit.js';
import { applyCredit, type AppliedItem } from '../apply-credit.js';
import type { AccountBooks } from '../charge-entry.js';
import type { Chart } from '../chart.js';
import { collectedLines, creditLines, otherWay } from '../credit-lines.js';
import { chargedBy } from '../open-item.js';
import { paymentEntry } from '../payment-entry.js';
import { takenBackLines } from '../taken-back-lines.js';
import type { AccountAmount } from './deposit-and-refund-entries.js';

/**
 * The entry that writes off what is open: debit the allowance, or what is due to the owner of the service where the owner
 * bears it. Where the utility bears what is the City's, it becomes due to the City as if it had been collected.
 * Throws a RangeError when it is more than is open.
 */
export function writeOffEntry(input: AccountAmount, { chart, rule, items }: AccountBooks): DraftEntry {
  const { accountId, effectiveOn, amountCents, memo } = input;
  const { applied, leftCents } = applyCredit(amountCents, chargedBy(items, effectiveOn), rule);
  if (leftCents > 0) throw new RangeError(`The account ${accountId} owes less than ${amountCents} cents.`);
  const borne = borneLines(applied, chart);
  const credit = creditLines(accountId, { applied, leftCents }, chart, borne.length);
  return {
    kind: 'write-off',
    effectiveOn,
    accountId,
    memo,
    reverses: null,
    postings: [...borne, ...credit.postings, ...collectedLines(borneByUtility(applied, chart), chart)],
    allocations: credit.allocations,
  };
}

/** An entry that takes a write-off back. */
export interface Reinstatement {
  readonly entry: DraftEntry;
  readonly writeOffEntry: number;
  readonly amountCents: Cents;
}

export interface RecoveryEntries {
  readonly reinstatements: readonly Reinstatement[];
  /** The money pays what is open again. */
  readonly payment: DraftEntry;
}

/**
 * The entries for money that came for what was written off, the oldest first: the old items are open again, and the
 * payment pays them. Throws a RangeError when it is more than was written off.
 */
export function recoveryEntries(
  input: AccountAmount,
  writtenOff: readonly AppliedCredit[],
  books: Pick<AccountBooks, 'chart' | 'rule'>,
): RecoveryEntries {
  const { accountId, amountCents, memo } = input;
  const taken = takeCredits(writtenOff.toSorted(oldestFirst), amountCents);
  if (paidBy(taken) < amountCents)
    throw new RangeError(`Less than ${amountCents} cents of ${accountId} are written off.`);
  const effectiveOn = latest([input.effectiveOn, ...taken.map(({ appliedOn }) => appliedOn)]);
  const reinstatements = [...groupBy(taken, ({ credit }) => credit.entryNumber)].map(([entryNumber, parts]) => {
    const entry = reinstatementOf({ ...input, effectiveOn }, parts, books.chart);
    return { entry, writeOffEntry: entryNumber, amountCents: paidBy(parts) };
  });
  const items = taken.map(({ item }) => item);
  return {
    reinstatements,
    payment: paymentEntry({ accountId, receivedOn: effectiveOn, amountCents, memo }, { ...books, items }),
  };
}

function reinstatementOf(input: AccountAmount, parts: readonly AppliedCredit[], chart: Chart): DraftEntry {
  const { accountId, effectiveOn, memo } = input;
  const applied = parts.map(({ item }) => ({ item, amountCents: item.openCents }));
  const back = takenBackLines(parts, chart, 0);
  return {
    kind: 'recovery',
    effectiveOn,
    accountId,
    memo,
    reverses: null,
    postings: [
      ...back.postings,
      ...otherWay(borneLines(applied, chart)),
      ...otherWay(collectedLines(borneByUtility(applied, chart), chart)),
    ],
    allocations: back.allocations,
  };
}

/** A debit for each account that bears it, by the rules of the day of the charge. */
function borneLines(applied: readonly AppliedItem[], chart: Chart): Posting[] {
  const amounts = new Map<string, number>();
  for (const { item, amountCents } of applied) {
    const { writtenOffTo } = chart.creditedFor(item.chargeType, item.ruledOn);
    amounts.set(writtenOffTo, (amounts.get(writtenOffTo) ?? 0) + amountCents);
  }
  return [...amounts].map(([ledgerAccount, amount]) => ({
    ledgerAccount,
    accountId: null,
    amountCents: cents(amount),
  }));
}

function borneByUtility(applied: readonly AppliedItem[], chart: Chart): AppliedItem[] {
  return applied.filter(({ item }) => {
    const { credited, writtenOffTo } = chart.creditedFor(item.chargeType, item.ruledOn);
    return credited !== writtenOffTo;
  });
}

function oldestFirst(a: AppliedCredit, b: AppliedCredit): number {
  return a.credit.entryNumber - b.credit.entryNumber || a.credit.lineNumber - b.credit.lineNumber;
}
