import { groupBy } from '../../contract/group-by.js';
import type { DraftAllocation, Posting } from '../../contract/journal-entry.js';
import { cents, negated, type Cents } from '../../contract/money.js';
import type { Application, AppliedItem } from './apply-credit.js';
import type { AppliedCredit } from './applied-credit.js';
import type { Chart } from './chart.js';

export interface CreditLines {
  readonly postings: readonly Posting[];
  readonly allocations: readonly DraftAllocation[];
}

/**
 * The credit side of money or a credit that an account has: one posting per receivable that it pays, with its
 * allocations, and what is left as unapplied credit. `firstLine` is the place of the first posting in its entry.
 */
export function creditLines(
  accountId: string,
  { applied, leftCents }: Application,
  chart: Chart,
  firstLine: number,
): CreditLines {
  const byReceivable = groupBy(applied, ({ item }) => chart.chargeType(item.chargeType).receivable);
  const postings: Posting[] = [];
  const allocations: DraftAllocation[] = [];
  for (const [ledgerAccount, parts] of byReceivable) {
    const credit = { line: firstLine + postings.length };
    postings.push({ ledgerAccount, accountId, amountCents: negated(totalOf(parts)) });
    for (const { item, amountCents } of parts) allocations.push({ credit, item: item.ref, amountCents });
  }
  if (leftCents > 0) {
    postings.push({ ledgerAccount: chart.account('unapplied-credit'), accountId, amountCents: negated(leftCents) });
  }
  return { postings, allocations };
}

/** What becomes due to the owner of a service by being collected; the rules of the day of the charge hold. */
export function collectedLines(applied: readonly AppliedItem[], chart: Chart): Posting[] {
  const moves = new Map<string, { readonly from: string; readonly to: string; amount: number }>();
  for (const { item, amountCents } of applied) {
    const { credited: from, whenCollected: to } = chart.creditedFor(item.chargeType, item.ruledOn);
    if (to === null) continue;
    const move = moves.get(`${from} ${to}`) ?? { from, to, amount: 0 };
    move.amount += amountCents;
    moves.set(`${from} ${to}`, move);
  }
  return [...moves.values()].flatMap(({ from, to, amount }): Posting[] => [
    { ledgerAccount: from, accountId: null, amountCents: cents(amount) },
    { ledgerAccount: to, accountId: null, amountCents: cents(-amount) },
  ]);
}

/** The other way: what is collected no more is due to the owner no more. */
export function uncollectedLines(credits: readonly AppliedCredit[], chart: Chart): Posting[] {
  const applied = credits.map(({ item }) => ({ item, amountCents: item.openCents }));
  return otherWay(collectedLines(applied, chart));
}

/** The same postings with their sides exchanged. */
export function otherWay(postings: readonly Posting[]): Posting[] {
  return postings.map((posting) => ({ ...posting, amountCents: negated(posting.amountCents) }));
}

/** What is paid of all items together. */
export function totalOf(applied: readonly AppliedItem[]): Cents {
  return cents(applied.reduce((sum, { amountCents }) => sum + amountCents, 0));
}
