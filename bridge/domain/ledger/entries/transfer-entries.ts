import type { CalendarDate } from '../../../contract/calendar-date.js';
import { groupBy } from '../../../contract/group-by.js';
import type { DraftEntry, Posting } from '../../../contract/journal-entry.js';
import { cents, negated } from '../../../contract/money.js';
import { applyCredit, type AppliedItem } from '../apply-credit.js';
import type { AccountBooks } from '../charge-entry.js';
import type { Chart } from '../chart.js';
import { creditLines } from '../credit-lines.js';
import { chargedBy } from '../open-item.js';
import type { AccountAmount } from './deposit-and-refund-entries.js';

export interface Transfer extends AccountAmount {
  readonly otherAccountId: string;
}

/** What falls due on one day moves by an entry of its own, so that it keeps its age on the other account. */
export interface TransferEntry {
  readonly entry: DraftEntry;
  readonly dueOn: CalendarDate;
}

/**
 * The entries that move what is open to another account, receivable by receivable. Throws a RangeError when it is more
 * than is open.
 */
export function transferEntries(transfer: Transfer, { chart, rule, items }: AccountBooks): TransferEntry[] {
  const { accountId, amountCents, effectiveOn } = transfer;
  const { applied, leftCents } = applyCredit(amountCents, chargedBy(items, effectiveOn), rule);
  if (leftCents > 0) throw new RangeError(`The account ${accountId} owes less than ${amountCents} cents.`);
  return [...groupBy(applied, ({ item }) => item.dueOn)].map(([dueOn, parts]) => {
    return { dueOn, entry: entryOf(transfer, parts, chart) };
  });
}

function entryOf(transfer: Transfer, parts: readonly AppliedItem[], chart: Chart): DraftEntry {
  const { accountId, otherAccountId, effectiveOn, memo } = transfer;
  const credit = creditLines(accountId, { applied: parts, leftCents: cents(0) }, chart, 0);
  const debits = credit.postings.map(({ ledgerAccount, amountCents }) => {
    return { ledgerAccount, accountId: otherAccountId, amountCents: negated(amountCents) };
  });
  return {
    kind: 'transfer',
    effectiveOn,
    accountId: null,
    memo,
    reverses: null,
    postings: [...credit.postings, ...debits, ...movedOwners(parts, effectiveOn, chart)],
    allocations: credit.allocations,
  };
}

/** On the other account the rules of today hold: what is not collected for its owner yet goes to where they look for it. */
function movedOwners(parts: readonly AppliedItem[], on: CalendarDate, chart: Chart): Posting[] {
  return parts.flatMap(({ item, amountCents }) => {
    const before = chart.creditedFor(item.chargeType, item.ruledOn);
    const now = chart.creditedFor(item.chargeType, on);
    if (before.credited === now.credited || (before.whenCollected === null && now.whenCollected === null)) return [];
    return [
      { ledgerAccount: before.credited, accountId: null, amountCents },
      { ledgerAccount: now.credited, accountId: null, amountCents: negated(amountCents) },
    ];
  });
}
