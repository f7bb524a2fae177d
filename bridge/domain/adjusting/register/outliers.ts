import { cents, centsToDollars, type Cents } from '../../../contract/money.js';
import { groupBy } from '../../../contract/group-by.js';
import { isStanding, type RegisterRecord, type StandingRecord } from './register-record.js';

/** An amount is far above the usual from so many times the median of its kind on, */
const TIMES_USUAL = 5;
/** where there are so many of the kind that a median says something. */
const LEAST_OF_KIND = 5;
/** An account that has so many is told. */
const OFTEN = 3;
/** Just below a limit is within so many percent of it, */
const BELOW_LIMIT_PERCENT = 10;
/** and so many times by one person. */
const TIMES_BELOW_LIMIT = 3;

/** The most that whoever asked for an adjustment may adjust alone; null where they need no one's word or the bound is not known. */
export type LimitOf = (record: StandingRecord) => Cents | null;

/**
 * What is unusual about adjustments that stand, as sentences by key: an amount far above the usual of its kind, an account
 * that has them often, and amounts just below what a person may adjust alone, several times. None is a fault by itself.
 */
export function outliers(records: readonly RegisterRecord[], limitOf: LimitOf): ReadonlyMap<string, string> {
  const standing = records.filter(isStanding);
  const said = new Map<string, string[]>();
  const say = (record: StandingRecord, sentence: string) => {
    said.set(record.key, [...(said.get(record.key) ?? []), sentence]);
  };
  for (const ofKind of groupBy(standing, ({ kind }) => kind).values()) farAboveUsual(ofKind, say);
  for (const ofAccount of groupBy(standing, ({ accountId }) => accountId).values()) often(ofAccount, say);
  for (const ofPerson of groupBy(standing, ({ requestedBy }) => requestedBy.personId).values()) {
    belowLimit(ofPerson, limitOf, say);
  }
  return new Map([...said].map(([key, sentences]) => [key, sentences.join(' ')]));
}

type Say = (record: StandingRecord, sentence: string) => void;

function farAboveUsual(ofKind: readonly StandingRecord[], say: Say): void {
  if (ofKind.length < LEAST_OF_KIND) return;
  const usual = median(ofKind.map(({ amountCents }) => Math.abs(amountCents)));
  for (const record of ofKind) {
    if (Math.abs(record.amountCents) < TIMES_USUAL * usual) continue;
    say(
      record,
      `${dollars(record.amountCents)} is far above what is usual for ${record.kind}: half of them are at most ${dollars(usual)}.`,
    );
  }
}

/** Told on the last one, which is the one to ask about. */
function often(ofAccount: readonly StandingRecord[], say: Say): void {
  const last = ofAccount.reduce((one, other) => (other.date >= one.date ? other : one));
  if (ofAccount.length < OFTEN) return;
  say(last, `Account ${last.accountId} has ${ofAccount.length} adjustments in these days.`);
}

function belowLimit(ofPerson: readonly StandingRecord[], limitOf: LimitOf, say: Say): void {
  const below = ofPerson.flatMap((record) => {
    const limit = limitOf(record);
    return limit !== null && isJustBelow(Math.abs(record.amountCents), limit) ? [{ record, limit }] : [];
  });
  if (below.length < TIMES_BELOW_LIMIT) return;
  for (const { record, limit } of below) {
    say(
      record,
      `Just below the ${dollars(limit)} that ${record.requestedBy.name} may adjust alone, as ${below.length} of theirs are.`,
    );
  }
}

function isJustBelow(amount: number, limit: Cents): boolean {
  return amount <= limit && amount * 100 >= limit * (100 - BELOW_LIMIT_PERCENT);
}

/** The middle one of an odd number, the lower of the two middle ones of an even number. */
export function median(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function dollars(amount: number): string {
  return centsToDollars(cents(Math.abs(amount)));
}
