import { sha256Hex } from '../bytes/sha256.js';
import { cents, centsToDollars } from '../contract/money.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import type { Database } from '../store/database.js';
import { billsToPost, type ReviewedBill, type ReviewedRun } from './bill-review.js';

/** A bill as somebody saw it: what it came to, the use, the rates, and a digest of all of it. */
export type SeenBill = readonly [totalCents: number | null, gallons: number, rates: string, digest: string];

/** The bills of a run as somebody saw them, by account; a held account has none to post. */
export type SeenBills = Readonly<Record<string, SeenBill>>;

/** The bills of an open run as they stand. */
export function lookOf({ bills }: ReviewedRun): SeenBills {
  return Object.fromEntries(bills.map((item) => [item.accountId, seen(item)]));
}

function seen(item: ReviewedBill): SeenBill {
  const { bill, hold, usageGallons } = item;
  if (hold !== null) return [null, usageGallons, 'held', ''];
  if (bill === null) return [null, usageGallons, '', digestOf(item.obstacle?.sentence, item)];
  const { rates, digests } = writtenDown(bill);
  const facts = `${item.period.from} ${item.period.to} ${item.rateClass} ${item.isFinal}`;
  const digest = digests.get(facts) ?? digestOf(bill.charges, item);
  digests.set(facts, digest);
  return [bill.totalCents, usageGallons, rates, digest];
}

function digestOf(charged: unknown, { period, rateClass, isFinal }: ReviewedBill): string {
  return sha256Hex(JSON.stringify([charged, period.from, period.to, rateClass, isFinal])).slice(0, 32);
}

interface WrittenBill {
  readonly rates: string;
  /** By what else is seen of a bill. */
  readonly digests: Map<string, string>;
}

/** Bills made of the same are one object: each is written down once. */
const written = new WeakMap<CalculatedBill, WrittenBill>();

function writtenDown(bill: CalculatedBill): WrittenBill {
  const known = written.get(bill);
  if (known !== undefined) return known;
  const rates = bill.charges.map(({ tariffVersionId }) => tariffVersionId).join(' ');
  const made = { rates, digests: new Map<string, string>() };
  written.set(bill, made);
  return made;
}

/** The digest of all that a run would post: the bills, their dates, and who is left out. */
export function postingDigest(reviewed: ReviewedRun): string {
  const { billRunId, billedOn, dueOn, message } = reviewed.run;
  const bills = billsToPost(reviewed).map((item) => [item.accountId, ...seen(item)]);
  return sha256Hex(JSON.stringify([billRunId, billedOn, dueOn, message, bills]));
}

/** What a person saw of a run last. */
export interface RunLook {
  readonly lookedAt: string;
  readonly personName: string;
  readonly bills: SeenBills;
}

/** What a person, or whoever looked last where none is named, saw of a run; null where they did not look. */
export async function runLook(database: Database, billRunId: string, personId: string | null): Promise<RunLook | null> {
  const [row] = await database.raw<{ looked_at: string; name: string; bills: string }[]>(
    `SELECT looked_at, name, bills FROM bill_run_look JOIN person USING (person_id)
     WHERE bill_run_id = ? AND person_id = coalesce(?, person_id) ORDER BY looked_at DESC LIMIT 1`,
    [billRunId, personId],
  );
  if (row === undefined) return null;
  return { lookedAt: row.looked_at, personName: row.name, bills: JSON.parse(row.bills) as SeenBills };
}

/** A bill that is not what it was when somebody looked. */
export interface ChangedBill {
  readonly accountId: string;
  /** What changed, as a sentence. */
  readonly sentence: string;
}

/** What changed of a run's bills since somebody looked, in the order of the accounts. */
export function changedBills(before: SeenBills, now: SeenBills): ChangedBill[] {
  const accountIds = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return accountIds.flatMap((accountId) => {
    const sentence = changeOf(before[accountId], now[accountId]);
    return sentence === null ? [] : [{ accountId, sentence: `${accountId}: ${sentence}` }];
  });
}

function changeOf(before: SeenBill | undefined, now: SeenBill | undefined): string | null {
  if (before === undefined) return 'is new in the run.';
  if (now === undefined) return 'is no longer in the run.';
  if (before[3] === now[3]) return null;
  if (now[2] === 'held') return 'is held.';
  if (before[2] === 'held') return 'is no longer held.';
  return `${amount(before)} was ${causeOf(before, now)}, and is ${amount(now)}.`;
}

function causeOf([, gallons, rates]: SeenBill, [, gallonsNow, ratesNow]: SeenBill): string {
  if (gallons !== gallonsNow) {
    return `for ${gallons.toLocaleString('en-US')} gallons, now ${gallonsNow.toLocaleString('en-US')}`;
  }
  return rates === ratesNow ? 'before its account or read changed' : 'by other rates';
}

function amount([totalCents]: SeenBill): string {
  return totalCents === null ? 'no bill' : centsToDollars(cents(totalCents));
}
