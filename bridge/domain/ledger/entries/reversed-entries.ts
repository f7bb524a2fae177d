import { latest, type CalendarDate } from '../../../contract/calendar-date.js';
import { groupBy } from '../../../contract/group-by.js';
import type { DraftAllocation, DraftEntry, Posting, PostingRef } from '../../../contract/journal-entry.js';
import { cents, negated, sumCents, type Cents } from '../../../contract/money.js';
import { paidBy, takeCredits, type AppliedCredit } from '../applied-credit.js';
import type { Chart } from '../chart.js';
import { collectedLines, creditLines, otherWay, totalOf } from '../credit-lines.js';
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
  /** What its lines paid when it was posted. */
  readonly paid: readonly PaidByLine[];
}

/** So much of a charge as a line of an entry paid. */
export interface PaidByLine {
  readonly lineNumber: number;
  readonly item: PostingRef;
  /** By the rules of which day the charge is credited. */
  readonly ruledOn: CalendarDate;
  readonly amountCents: Cents;
}

/** How the entries that take one back are written. */
export interface ReversalTerms {
  readonly on: CalendarDate;
  readonly memo: string;
  /** The number that the first of the entries gets. */
  readonly nextEntryNumber: number;
}

export interface ReversedEntries {
  /** First is released what paid the entry's charges, then the entry reversed, then settled what its credit no longer pays. */
  readonly entries: readonly DraftEntry[];
  readonly releasedCents: Cents;
  /** What is lacking of the credit that the entry gave, since it was refunded: nothing can be posted then. */
  readonly lackingCents: Cents;
}

/**
 * The entries that take one back: what paid its charges becomes unapplied credit, then every line goes the other way. What
 * it gave as credit is taken back from what that paid, which is open again with its own age. What was released from there
 * meanwhile is unapplied credit, as what there was nothing to pay with; where that pays for something by now, the newest of it
 * is released first.
 */
export function reversedEntries(
  posted: PostedEntry,
  { applied, creditCents }: CreditsOfAccount,
  chart: Chart,
  { on, memo, nextEntryNumber }: ReversalTerms,
): ReversedEntries {
  const paying = applied.filter(({ item }) => item.ref.entryNumber === posted.entryNumber);
  const given = applied.filter(({ credit }) => credit.entryNumber === posted.entryNumber);
  const credited = creditedLines(posted, given, chart);
  const moved = sumCents(credited.map(({ movedCents }) => movedCents));
  const lacking = Math.max(leftAsCredit(posted, chart) + moved - creditCents - paidBy(paying), 0);
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
    allocations: [...chargesPaid(posted, chart), ...credited.flatMap(allocationsOf)],
  };
  const releases = [...groupBy(released, ({ item }) => item.accountId)].flatMap(([owner, parts]) => {
    return releaseEntries({ accountId: owner, effectiveOn }, parts, chart);
  });
  const settled = settlement({ posted, credited, effectiveOn, reversal: nextEntryNumber + releases.length }, chart);
  return {
    entries: [...releases, reversal, ...settled],
    releasedCents: paidBy(released),
    lackingCents,
  };
}

/** A line of an entry that credits charges. */
interface CreditedLine {
  readonly line: PostingRef;
  readonly accountId: string;
  readonly chargeType: string;
  /** What it pays. */
  readonly given: readonly AppliedCredit[];
  /** So much of it pays nothing any more, since it was released or taken back. */
  readonly movedCents: Cents;
  /** What that had paid. */
  readonly moved: readonly PaidByLine[];
}

function creditedLines(
  { entryNumber, postings, paid }: PostedEntry,
  given: readonly AppliedCredit[],
  chart: Chart,
): CreditedLine[] {
  return postings.flatMap(({ ledgerAccount, accountId, amountCents }, index) => {
    const type = chart.byReceivable(ledgerAccount);
    if (type === null || accountId === null || amountCents >= 0) return [];
    const line = { entryNumber, lineNumber: index + 1 };
    const parts = given.filter(({ credit }) => credit.lineNumber === line.lineNumber);
    const moved = movedParts(
      paid.filter(({ lineNumber }) => lineNumber === line.lineNumber),
      parts,
    );
    const movedCents = sumCents(moved.map((part) => part.amountCents));
    return [{ line, accountId, chargeType: type.chargeType, given: parts, movedCents, moved }];
  });
}

/** What a line paid at first and pays no more. */
function movedParts(paid: readonly PaidByLine[], given: readonly AppliedCredit[]): PaidByLine[] {
  return paid.flatMap((part) => {
    const still = given.filter(({ item: { ref } }) => {
      return ref.entryNumber === part.item.entryNumber && ref.lineNumber === part.item.lineNumber;
    });
    const amountCents = cents(part.amountCents - paidBy(still));
    return amountCents > 0 ? [{ ...part, amountCents }] : [];
  });
}

/** So much of the credit that an entry gave to charges pays none of them any more, since it was released or taken back. */
export function creditMovedOn(posted: PostedEntry, applied: readonly AppliedCredit[], chart: Chart): Cents {
  const given = applied.filter(({ credit }) => credit.entryNumber === posted.entryNumber);
  return sumCents(creditedLines(posted, given, chart).map(({ movedCents }) => movedCents));
}

/** What the entry gave and there was nothing to pay with. */
function leftAsCredit({ postings }: PostedEntry, chart: Chart): number {
  const unapplied = chart.account('unapplied-credit');
  const left = postings.filter(({ ledgerAccount }) => ledgerAccount === unapplied);
  return left.reduce((sum, { amountCents }) => sum - amountCents, 0);
}

/** Each charge is paid by its own reversal. */
function chargesPaid({ entryNumber, postings }: PostedEntry, chart: Chart): DraftAllocation[] {
  return postings.flatMap(({ ledgerAccount, amountCents }, line): DraftAllocation[] => {
    if (chart.byReceivable(ledgerAccount) === null || amountCents < 0) return [];
    return [{ credit: { line }, item: { entryNumber, lineNumber: line + 1 }, amountCents }];
  });
}

/** A credit is taken off what it pays, and settles its own reversal by that. */
function allocationsOf({ line, given }: CreditedLine): DraftAllocation[] {
  if (given.length === 0) return [];
  return [
    ...given.map(({ item }) => ({ credit: line, item: item.ref, amountCents: negated(item.openCents) })),
    { credit: line, item: { line: line.lineNumber - 1 }, amountCents: paidBy(given) },
  ];
}

interface UnsettledReversal {
  readonly posted: PostedEntry;
  readonly credited: readonly CreditedLine[];
  readonly effectiveOn: CalendarDate;
  /** The number of the entry that reverses. */
  readonly reversal: number;
}

/**
 * What a credit does not pay any more became unapplied credit, which settles the reversal of that part. It was collected no
 * more when it was released, and is once more by that, each part by the rules of the day of the charge that it had paid.
 */
function settlement({ posted, credited, effectiveOn, reversal }: UnsettledReversal, chart: Chart): DraftEntry[] {
  const moved = credited.filter(({ movedCents }) => movedCents > 0);
  return [...groupBy(moved, ({ accountId }) => accountId)].map(([accountId, lines]): DraftEntry => {
    const settled = lines.map(({ line, chargeType, movedCents, moved: parts }) => {
      const ref = { entryNumber: reversal, lineNumber: line.lineNumber };
      const { effectiveOn: chargedOn } = posted;
      const days = { chargedOn, ruledOn: chargedOn, dueOn: chargedOn };
      const item = { accountId, ref, chargeType, ...days, openCents: movedCents, billNumber: null };
      return { item, amountCents: movedCents, parts };
    });
    const applied = settled.map(({ item, amountCents }) => ({ item, amountCents }));
    const collected = settled.flatMap(({ item, parts }) =>
      parts.map(({ ruledOn, amountCents }) => ({ item: { ...item, ruledOn }, amountCents })),
    );
    const credit = creditLines(accountId, { applied, leftCents: cents(0) }, chart, 1);
    const taken = { ledgerAccount: chart.account('unapplied-credit'), accountId, amountCents: totalOf(applied) };
    return {
      ...{ kind: 'application', effectiveOn, accountId, memo: 'Credit taken back', reverses: null },
      postings: [taken, ...credit.postings, ...collectedLines(collected, chart)],
      allocations: credit.allocations,
    };
  });
}
