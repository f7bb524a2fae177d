import { latest, type CalendarDate } from '../../../contract/calendar-date.js';
import { groupBy } from '../../../contract/group-by.js';
import type { DraftAllocation, DraftEntry, Posting } from '../../../contract/journal-entry.js';
import { cents, negated, sumCents, type Cents } from '../../../contract/money.js';
import { paidBy, takeCredits, type AppliedCredit } from '../applied-credit.js';
import type { Chart } from '../chart.js';
import { otherWay } from '../credit-lines.js';
import { newestApplications, releaseEntries } from '../release-entries.js';
import type { CreditsOfAccount } from './returned-payment-entries.js';

/** An entry as it was posted. */
export interface PostedEntry {
  /** Null for a transfer, which is of two accounts. */
  readonly accountId: string | null;
  readonly entryNumber: number;
  readonly effectiveOn: CalendarDate;
  /** In the order of their lines. */
  readonly postings: readonly Posting[];
}

export interface ReversedEntries {
  /** The first release what paid the entry's charges, where something did; the last reverses the entry. */
  readonly entries: readonly DraftEntry[];
  readonly releasedCents: Cents;
  /** What is lacking of the credit that the entry gave, since it was refunded: nothing can be posted then. */
  readonly lackingCents: Cents;
}

/**
 * The entries that take one back: what paid its charges becomes unapplied credit, then every line goes the other way. What
 * it gave as credit is taken back from what that paid, which is open again with its own age; where the rest of that credit
 * pays for something by now, the newest of it is released first.
 */
export function reversedEntries(
  posted: PostedEntry,
  { applied, creditCents }: CreditsOfAccount,
  chart: Chart,
  { on, memo }: { readonly on: CalendarDate; readonly memo: string },
): ReversedEntries {
  const paying = applied.filter(({ item }) => item.ref.entryNumber === posted.entryNumber);
  const given = applied.filter(({ credit }) => credit.entryNumber === posted.entryNumber);
  const lacking = Math.max(leftAsCredit(posted, chart) - creditCents - paidBy(paying), 0);
  const others = newestApplications(applied.filter((each) => !paying.includes(each)));
  const taken = takeCredits(others, cents(lacking));
  const released = [...paying, ...taken];
  const lackingCents = cents(lacking - paidBy(taken));
  if (lackingCents > 0) return { entries: [], releasedCents: cents(0), lackingCents };
  const { accountId, entryNumber } = posted;
  const touchedOn = [...released, ...given].map(({ appliedOn }) => appliedOn);
  const effectiveOn = latest([on, posted.effectiveOn, ...touchedOn]);
  const reversal: DraftEntry = {
    ...{ kind: 'reversal', effectiveOn, accountId, memo, reverses: entryNumber },
    postings: otherWay(posted.postings),
    allocations: allocationsOf(posted, given, chart),
  };
  const releases = [...groupBy(released, ({ item }) => item.accountId)].flatMap(([owner, parts]) => {
    return releaseEntries({ accountId: owner, effectiveOn }, parts, chart);
  });
  return {
    entries: [...releases, reversal],
    releasedCents: paidBy(released),
    lackingCents,
  };
}

/** So much of the credit that an entry gave to charges pays none of them any more, since it was released or taken back. */
export function creditMovedOn(
  { entryNumber, postings }: PostedEntry,
  applied: readonly AppliedCredit[],
  chart: Chart,
): Cents {
  const credits = postings.filter(({ ledgerAccount, amountCents }) => {
    return amountCents < 0 && chart.byReceivable(ledgerAccount) !== null;
  });
  const given = applied.filter(({ credit }) => credit.entryNumber === entryNumber);
  return cents(negated(sumCents(credits.map(({ amountCents }) => amountCents))) - paidBy(given));
}

/** What the entry gave and there was nothing to pay with. */
function leftAsCredit({ postings }: PostedEntry, chart: Chart): number {
  const unapplied = chart.account('unapplied-credit');
  const left = postings.filter(({ ledgerAccount }) => ledgerAccount === unapplied);
  return left.reduce((sum, { amountCents }) => sum - amountCents, 0);
}

/** Each charge is paid by its own reversal; each credit is taken off what it paid and settles its own. */
function allocationsOf(
  { entryNumber, postings }: PostedEntry,
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
