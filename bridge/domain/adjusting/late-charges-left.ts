import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';

/** A late charge on a service of an account that stands. */
export interface ChargedLate {
  readonly dueOn: CalendarDate;
  /** By the rules of which day it was credited. */
  readonly ruledOn: CalendarDate;
  readonly amountCents: Cents;
  /** What of it is open. */
  readonly openCents: Cents;
  /** The entry by which it was charged first, where corrections charged it anew since, else its own. */
  readonly rootEntry: number;
}

/** What waivers took back by the rules of a day, more than zero. */
export interface WaivedLate {
  readonly ruledOn: CalendarDate;
  readonly amountCents: Cents;
  /** The entry of the waiver; null for a row of the push at hand. */
  readonly entryNumber: number | null;
}

/** Late charges on a service of an account, with what adjustments waived of them. */
export interface StandingLateCharges {
  /** Those that stand, the newest first. */
  readonly charged: readonly ChargedLate[];
  /** The oldest first. */
  readonly waived: readonly WaivedLate[];
}

/** Whether late charges of two days are credited alike. */
export type IsAlike = (one: CalendarDate, other: CalendarDate) => boolean;

/** All that stand, less what was waived of them. */
export function standingCents({ charged, waived }: StandingLateCharges): Cents {
  const waivedCents = sumCents(waived.map(({ amountCents }) => amountCents));
  return cents(sumCents(charged.map(({ amountCents }) => amountCents)) - waivedCents);
}

/** What is left of a late charge. */
export interface LeftOfLate {
  readonly charge: ChargedLate;
  readonly leftCents: Cents;
}

/** The newest late charge of which waivers left something, and what; null where they left none. */
export function newestLeft(late: StandingLateCharges): LeftOfLate | null {
  return leftOfEach(late).find(({ leftCents }) => leftCents > 0) ?? null;
}

/** Each waiver takes from the newest charge that there was by then, and what there is none of by now from any. */
function leftOfEach({ charged, waived }: StandingLateCharges): LeftOfLate[] {
  let each = charged.map((charge): LeftOfLate => ({ charge, leftCents: charge.amountCents }));
  for (const { amountCents, entryNumber } of waived) {
    let rest: number = amountCents;
    const take = (from: (charge: ChargedLate) => boolean) => {
      each = each.map(({ charge, leftCents }) => {
        const taken = from(charge) ? Math.min(rest, leftCents) : 0;
        rest -= taken;
        return { charge, leftCents: cents(leftCents - taken) };
      });
    };
    take(({ rootEntry }) => entryNumber === null || rootEntry < entryNumber);
    take(() => true);
  }
  return each;
}

/** By the rules of which day a waiver takes back what was paid. */
export interface WaivedBy {
  readonly ruledOn: CalendarDate;
  /** The most that one waiver takes back by them; null where there is nothing by other rules. */
  readonly mostCents: Cents | null;
}

/**
 * What is open goes back first, each item by its own rules; then what was paid, the newest first. Null where no late charge
 * stands. One entry goes by the rules of one day for what was paid.
 */
export function waivedBy(late: StandingLateCharges, isAlike: IsAlike): WaivedBy | null {
  const [newest] = late.charged;
  if (newest === undefined) return null;
  const [first, second] = paidByRules(late, isAlike);
  const openCents = sumCents(late.charged.map((charge) => charge.openCents));
  return {
    ruledOn: (first ?? newest).ruledOn,
    mostCents: first === undefined || second === undefined ? null : cents(openCents + first.paidCents),
  };
}

interface PaidByRules {
  readonly ruledOn: CalendarDate;
  readonly paidCents: number;
}

/** What was paid of the late charges and not waived, by the rules that credit them alike; those of the newest come first. */
function paidByRules({ charged, waived }: StandingLateCharges, isAlike: IsAlike): PaidByRules[] {
  const changes = [
    ...charged.map(({ ruledOn, amountCents, openCents }) => ({ ruledOn, paidCents: amountCents - openCents })),
    ...waived.map(({ ruledOn, amountCents }) => ({ ruledOn, paidCents: 0 - amountCents })),
  ];
  const groups: PaidByRules[] = [];
  for (const { ruledOn, paidCents } of changes) {
    const place = groups.findIndex((group) => isAlike(group.ruledOn, ruledOn));
    const group = groups[place];
    if (group === undefined) groups.push({ ruledOn, paidCents });
    else groups[place] = { ...group, paidCents: group.paidCents + paidCents };
  }
  return groups.filter(({ paidCents }) => paidCents > 0);
}

/**
 * What a waiver leaves: it takes back what is open, and the rest of what was paid by the rules of a day. Which of the open
 * ones it takes makes no difference to what was paid.
 */
export function afterWaiver(
  { charged, waived }: StandingLateCharges,
  amountCents: Cents,
  paidRuledOn: CalendarDate,
): StandingLateCharges {
  let left: number = amountCents;
  const taken = charged.map((charge) => {
    const ofIt = Math.min(left, charge.openCents);
    left -= ofIt;
    return { charge: { ...charge, openCents: cents(charge.openCents - ofIt) }, ofIt: cents(ofIt) };
  });
  const parts = [
    ...taken.map(({ charge, ofIt }) => ({ ruledOn: charge.ruledOn, amountCents: ofIt, entryNumber: null })),
    { ruledOn: paidRuledOn, amountCents: cents(left), entryNumber: null },
  ];
  return {
    charged: taken.map(({ charge }) => charge),
    waived: [...waived, ...parts.filter((part) => part.amountCents > 0)],
  };
}
