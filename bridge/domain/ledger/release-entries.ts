import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { negated } from '../../contract/money.js';
import { paidBy, type AppliedCredit } from './applied-credit.js';
import type { Chart } from './chart.js';
import { uncollectedLines } from './credit-lines.js';
import { takenBackLines } from './taken-back-lines.js';

/** The credits that unapplied credit paid, in the order in which it is released: the newest first. */
export function newestApplications(applied: readonly AppliedCredit[]): AppliedCredit[] {
  return applied.filter(({ kind }) => kind === 'application').toSorted(newestFirst);
}

/**
 * The entry that makes credits unapplied credit again, while what they paid is open again; none where there are none to
 * release.
 */
export function releaseEntries(
  { accountId, effectiveOn }: { readonly accountId: string; readonly effectiveOn: CalendarDate },
  released: readonly AppliedCredit[],
  chart: Chart,
): DraftEntry[] {
  if (released.length === 0) return [];
  const back = takenBackLines(released, chart, 0);
  const credit = {
    ledgerAccount: chart.account('unapplied-credit'),
    accountId,
    amountCents: negated(paidBy(released)),
  };
  return [
    {
      kind: 'application',
      effectiveOn,
      accountId,
      memo: 'Credit released',
      reverses: null,
      postings: [...back.postings, credit, ...uncollectedLines(released, chart)],
      allocations: back.allocations,
    },
  ];
}

function newestFirst(a: AppliedCredit, b: AppliedCredit): number {
  return b.credit.entryNumber - a.credit.entryNumber || b.credit.lineNumber - a.credit.lineNumber;
}
