import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import { applyCredit } from '../ledger/apply-credit.js';
import { arrangementOn, cameSince, coveredOn, type Arrangement } from './arrangement.js';
import type { Answer, Asked, AskedItem, Correction, WriteOff } from './asked.js';

/** What a statement asked for and did not get in time, charge by charge. */
export interface PastDue {
  readonly due: readonly AskedItem[];
  /** What an arrangement lets wait of it. */
  readonly arranged: readonly AskedItem[];
}

/**
 * What is past due: what the statement asked for, less corrections, what was written off and the money that came in time.
 * Only money and when it came counts, never what it or a write-off paid in the books, so that the order in which they are
 * entered changes nothing; and what was charged after the statement is for the next one. Money pays first what does not
 * wait under an arrangement.
 */
export function pastDueOf(asked: Asked, answer: Answer): PastDue {
  const { application, creditCents } = asked;
  const corrected = correct(asked.items, answer.corrections, application);
  const owed = writtenOff(corrected.items, answer.writeOffs, application);
  const { arranged, others } = separate(owed, asked);
  const money = creditCents + answer.inTimeCents + corrected.leftCents;
  const paid = payOff(money, others, application);
  return { due: paid.items, arranged: payOff(paid.leftCents, arranged, application).items };
}

export function openOf(items: readonly AskedItem[]): Cents {
  return sumCents(items.map(({ openCents }) => openCents));
}

interface PaidOff {
  /** What is still open. */
  readonly items: readonly AskedItem[];
  readonly leftCents: number;
}

function payOff(amount: number, items: readonly AskedItem[], rule: ApplicationRule): PaidOff {
  if (amount <= 0 || items.length === 0) return { items, leftCents: amount };
  const { applied, leftCents } = applyCredit(cents(amount), items, rule);
  const paid = new Map(applied.map(({ item, amountCents }) => [item, amountCents as number]));
  return { items: open(items, (item) => item.openCents - (paid.get(item) ?? 0)), leftCents };
}

function open(items: readonly AskedItem[], centsOf: (item: AskedItem) => number): AskedItem[] {
  return items.flatMap((item) => {
    const openCents = cents(centsOf(item));
    return openCents === 0 ? [] : { ...item, openCents };
  });
}

/** A correction takes its own charge off; what of that had been paid before is money of the account again. */
function correct(items: readonly AskedItem[], corrections: readonly Correction[], rule: ApplicationRule): PaidOff {
  return corrections.reduce<PaidOff>(
    (sofar, { item, chargeType, amountCents }) => {
      const isOf = (each: AskedItem) =>
        item === null
          ? each.chargeType === chargeType
          : each.ref.entryNumber === item.entryNumber && each.ref.lineNumber === item.lineNumber;
      const own = payOff(amountCents, sofar.items.filter(isOf), rule);
      const rest = sofar.items.filter((each) => !isOf(each));
      return { items: [...rest, ...own.items], leftCents: sofar.leftCents + own.leftCents };
    },
    { items, leftCents: 0 },
  );
}

/** A write-off takes off what was asked of its type, by the rule for money; what it is more than that was not asked. */
function writtenOff(
  items: readonly AskedItem[],
  writeOffs: readonly WriteOff[],
  rule: ApplicationRule,
): readonly AskedItem[] {
  return writeOffs.reduce((left, { chargeType, amountCents }) => {
    const isOf = (item: AskedItem) => chargeType === null || item.chargeType === chargeType;
    const rest = left.filter((item) => !isOf(item));
    return [...rest, ...payOff(amountCents, left.filter(isOf), rule).items];
  }, items);
}

interface Separated {
  readonly arranged: readonly AskedItem[];
  readonly others: readonly AskedItem[];
}

/**
 * An arrangement covers charges up to its day, those that were due first before the others; and of later charges as much
 * as was paid ahead on those, for money pays the oldest charge first, also where it came for the newest.
 */
function separate(items: readonly AskedItem[], asked: Asked): Separated {
  const arrangement = arrangementOn(asked.arrangements, asked.dueOn);
  if (arrangement === undefined) return { arranged: [], others: items };
  const oldestFirst: ApplicationRule = { ...asked.application, method: 'oldest-first' };
  const isBefore = ({ chargedOn }: AskedItem) => chargedOn <= arrangement.fromOn;
  const before = items.filter(isBefore);
  const leftBefore = payOff(coveredOn(arrangement, asked.dueOn), before, oldestFirst);
  const later = items.filter((item) => !isBefore(item));
  const leftLater = payOff(paidAhead(asked, arrangement, openOf(before)), later, oldestFirst);
  const others = [...leftBefore.items, ...leftLater.items];
  const left = new Map(others.map((item) => [keyOf(item), item.openCents as number]));
  return { arranged: open(items, (item) => item.openCents - (left.get(keyOf(item)) ?? 0)), others };
}

/** Money since the agreement, more than the instalments that fell due, that left less open than the arrangement covers. */
function paidAhead({ paid, dueOn }: Asked, arrangement: Arrangement, openCents: Cents): number {
  const { fromOn, amountCents } = arrangement;
  const coveredCents = coveredOn(arrangement, dueOn);
  const since = paid.filter((each) => each.chargedOn <= fromOn && cameSince(arrangement, each));
  const money = sumCents(since.map((each) => each.amountCents));
  return Math.max(0, Math.min(coveredCents - openCents, money - (amountCents - coveredCents)));
}

function keyOf({ ref }: AskedItem): string {
  return `${ref.entryNumber}.${ref.lineNumber}`;
}
