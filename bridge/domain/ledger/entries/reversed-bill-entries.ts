import { latest, type CalendarDate } from '../../../contract/calendar-date.js';
import type { DraftAllocation, DraftEntry, Posting } from '../../../contract/journal-entry.js';
import { cents, negated, type Cents } from '../../../contract/money.js';
import { paidBy, takeCredits, type AppliedCredit } from '../applied-credit.js';
import type { Chart } from '../chart.js';
import { otherWay } from '../credit-lines.js';
import { newestApplications, releaseEntries } from '../release-entries.js';
import type { CreditsOfAccount } from './returned-payment-entries.js';

/** A bill's entry as it was posted; a bill of zero has none. */
export interface BillEntry {
  readonly accountId: string;
  readonly entryNumber: number;
  readonly effectiveOn: CalendarDate;
  /** In the order of their lines. */
  readonly postings: readonly Posting[];
}

export interface ReversedBill {
  /** The first releases what paid the bill, where something did; the last reverses the bill. */
  readonly entries: readonly DraftEntry[];
  readonly releasedCents: Cents;
  /** What is lacking of the credit that the bill gave, since it was refunded: nothing can be posted then. */
  readonly lackingCents: Cents;
}

/**
 * The entries that take a bill back: what paid it becomes unapplied credit, then every line goes the other way. What the
 * bill gave as credit is taken back from what it paid, which is open again with its own age; where the rest of that credit
 * pays for something by now, the newest of it is released first.
 */
export function reversedBillEntries(
  bill: BillEntry,
  { applied, creditCents }: CreditsOfAccount,
  chart: Chart,
  { on, memo }: { readonly on: CalendarDate; readonly memo: string },
): ReversedBill {
  const paying = applied.filter(({ item }) => item.ref.entryNumber === bill.entryNumber);
  const given = applied.filter(({ credit }) => credit.entryNumber === bill.entryNumber);
  const lacking = Math.max(leftAsCredit(bill, chart) - creditCents - paidBy(paying), 0);
  const others = newestApplications(applied.filter((each) => !paying.includes(each)));
  const taken = takeCredits(others, cents(lacking));
  const released = [...paying, ...taken];
  const lackingCents = cents(lacking - paidBy(taken));
  if (lackingCents > 0) return { entries: [], releasedCents: cents(0), lackingCents };
  const { accountId, entryNumber } = bill;
  const touchedOn = [...released, ...given].map(({ appliedOn }) => appliedOn);
  const effectiveOn = latest([on, bill.effectiveOn, ...touchedOn]);
  const reversal: DraftEntry = {
    ...{ kind: 'reversal', effectiveOn, accountId, memo, reverses: entryNumber },
    postings: otherWay(bill.postings),
    allocations: allocationsOf(bill, given, chart),
  };
  return {
    entries: [...releaseEntries({ accountId, effectiveOn }, released, chart), reversal],
    releasedCents: paidBy(released),
    lackingCents,
  };
}

/** What the bill gave and there was nothing to pay with. */
function leftAsCredit({ postings }: BillEntry, chart: Chart): number {
  const unapplied = chart.account('unapplied-credit');
  const left = postings.filter(({ ledgerAccount }) => ledgerAccount === unapplied);
  return left.reduce((sum, { amountCents }) => sum - amountCents, 0);
}

/** Each charge is paid by its own reversal; each credit is taken off what it paid and settles its own. */
function allocationsOf(
  { entryNumber, postings }: BillEntry,
  given: readonly AppliedCredit[],
  chart: Chart,
): DraftAllocation[] {
  return postings.flatMap(({ ledgerAccount, amountCents }, line): DraftAllocation[] => {
    if (chart.byReceivable(ledgerAccount) === null) return [];
    const posted = { entryNumber, lineNumber: line + 1 };
    if (amountCents > 0) return [{ credit: { line }, item: posted, amountCents }];
    const parts = given.filter(({ credit }) => credit.lineNumber === posted.lineNumber);
    return [
      ...parts.map(({ item }) => ({ credit: posted, item: item.ref, amountCents: negated(item.openCents) })),
      { credit: posted, item: { line }, amountCents: negated(amountCents) },
    ];
  });
}
