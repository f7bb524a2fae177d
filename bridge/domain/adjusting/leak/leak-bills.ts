import { addDays, addMonths, latest, type CalendarDate } from '../../../contract/calendar-date.js';
import type { CreditingPolicy } from '../../../contract/settings/leak-policy.js';
import type { LeakAccount, LeakRequest, PastUse } from './leak-facts.js';
import { isAboveBy, usualUse, type UsualUse } from './usual-use.js';

/** The bills that a request is about. */
export interface LeakBills {
  /** The one that it names, or the one with the highest use. */
  readonly main: PastUse;
  /** Those that are credited, one after another, the oldest first. */
  readonly bills: readonly PastUse[];
  /** What the account used before them; null where the policy asks for none or there are too few bills. */
  readonly usual: UsualUse | null;
}

/**
 * Chooses the bills of a request: as many that follow one another as the policy credits, with the highest use together.
 * Beside the main one a bill counts only where its use is far enough above the usual, was read, and was not credited
 * before. Null where no bill is in reach.
 */
export function leakBills(request: LeakRequest, policy: CreditingPolicy, account: LeakAccount): LeakBills | null {
  const { bills } = account;
  const { billNumber: named } = request;
  const reach = reachFrom(request, policy);
  const inReach = bills.filter(({ readOn }) => readOn >= reach && readOn <= request.requestedOn);
  const first = mainFrom(request, policy);
  const credited = creditedBills(account);
  for (const window of highestFirst(runsOf(inReach, policy.months.most))) {
    const main = named === null ? highest(window) : window.find(({ billNumber }) => billNumber === named);
    if (main === undefined || main.readOn < first) continue;
    const usual = usualBefore(window, bills, policy, credited);
    const isOfLeak = (bill: PastUse) => bill === main || isFurther(bill, { usual, policy, credited });
    if (window.every(isOfLeak)) return { main, bills: window, usual };
  }
  return null;
}

/** The bills of the account that a leak credit which stands was given on. */
export function creditedBills({ earlier }: LeakAccount): ReadonlySet<number> {
  return new Set(earlier.flatMap(({ billNumbers }) => billNumbers));
}

/** The first day that a credited bill may have been read on. */
export function reachFrom({ requestedOn }: LeakRequest, { reachMonths }: CreditingPolicy): CalendarDate {
  return addMonths(requestedOn, -reachMonths);
}

/**
 * The first day that the main bill of a request may have been read on. Where no bill is named, it is none that was read
 * before the leak, or so long before the documents that they are of another one.
 */
export function mainFrom(request: LeakRequest, policy: CreditingPolicy): CalendarDate {
  const { billNumber, leakOn, documentsOn } = request;
  const reach = reachFrom(request, policy);
  if (billNumber !== null) return reach;
  if (leakOn !== null) return latest([reach, leakOn]);
  if (policy.documents === null || documentsOn === null) return reach;
  return latest([reach, addDays(documentsOn, -policy.documents.withinDays)]);
}

/** Every run of bills that follow one another, of so many at most. */
function runsOf(bills: readonly PastUse[], most: number): PastUse[][] {
  const lengths = Array.from({ length: Math.min(most, bills.length) }, (_, index) => index + 1);
  return lengths.flatMap((length) => {
    return bills.slice(length - 1).map((_, first) => bills.slice(first, first + length));
  });
}

/** Of bills with the same use the newest. */
function highest(bills: readonly PastUse[]): PastUse | undefined {
  return bills.reduce<PastUse | undefined>(
    (most, bill) => (bill.gallons >= (most?.gallons ?? 0) ? bill : most),
    undefined,
  );
}

/** A bill right before them that is as far above the usual is of the same leak, and tells nothing of the usual. */
function usualBefore(
  [first]: readonly PastUse[],
  bills: readonly PastUse[],
  { usual: rule, months }: CreditingPolicy,
  credited: ReadonlySet<number>,
): UsualUse | null {
  if (rule === null || first === undefined) return null;
  const before = bills.filter(({ readOn, billNumber }) => readOn < first.readOn && !credited.has(billNumber));
  let usual = usualUse(rule, before);
  for (let last = before.pop(); last !== undefined; last = before.pop()) {
    const earlier = usualUse(rule, before);
    if (earlier === null || !isAboveBy(months.furtherAbovePercent, last.gallons, earlier.gallonsFor(last))) break;
    usual = earlier;
  }
  return usual;
}

interface FurtherFacts {
  readonly usual: UsualUse | null;
  readonly policy: CreditingPolicy;
  readonly credited: ReadonlySet<number>;
}

function isFurther(bill: PastUse, { usual, policy, credited }: FurtherFacts): boolean {
  if (usual === null || credited.has(bill.billNumber)) return false;
  if (bill.isEstimated && policy.estimatedReads === 'refused') return false;
  const { abovePercent, months } = policy;
  return [months.furtherAbovePercent, abovePercent ?? '0'].every((percent) => {
    return isAboveBy(percent, bill.gallons, usual.gallonsFor(bill));
  });
}

/** Of runs with the same use the newest. */
function highestFirst(runs: readonly PastUse[][]): PastUse[][] {
  return runs
    .map((run) => ({ run, total: run.reduce((sum, { gallons }) => sum + gallons, 0) }))
    .reverse()
    .sort((a, b) => b.total - a.total)
    .map(({ run }) => run);
}
