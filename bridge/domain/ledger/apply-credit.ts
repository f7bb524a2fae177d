import { cents, type Cents } from '../../contract/money.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import type { OpenItem, PayableItem } from './open-item.js';

/** So much of an item that is paid. */
export interface AppliedItem<Item extends PayableItem = OpenItem> {
  readonly item: Item;
  readonly amountCents: Cents;
}

export interface Application<Item extends PayableItem = OpenItem> {
  readonly applied: readonly AppliedItem<Item>[];
  /** What there was no open item for. */
  readonly leftCents: Cents;
}

/**
 * Says which items a payment or a credit pays, by the utility's rule: never more than is open of one, and with what is
 * left exactly the amount. The order in which the items are given does not matter. Throws a RangeError for an amount
 * that is not more than zero.
 */
export function applyCredit<Item extends PayableItem>(
  amount: Cents,
  items: readonly Item[],
  rule: ApplicationRule,
): Application<Item> {
  if (amount <= 0) throw new RangeError('Only an amount of more than zero can be applied.');
  const inOrder = items.toSorted(comparison(rule));
  const open = inOrder.reduce((sum, { openCents }) => sum + openCents, 0);
  const isShared = rule.method === 'pro-rata' && amount < open;
  const parts = isShared ? shares(amount, inOrder, open) : onePastTheOther(amount, inOrder);
  const applied = parts.filter(({ amountCents }) => amountCents > 0);
  return { applied, leftCents: cents(Math.max(amount - open, 0)) };
}

function onePastTheOther<Item extends PayableItem>(amount: Cents, items: readonly Item[]): AppliedItem<Item>[] {
  let left: number = amount;
  return items.map((item) => {
    const amountCents = cents(Math.min(left, item.openCents));
    left -= amountCents;
    return { item, amountCents };
  });
}

/** Each item's part of the amount by what is open of it; the cents that rounding down leaves go to the largest remainders. */
function shares<Item extends PayableItem>(amount: Cents, items: readonly Item[], open: number): AppliedItem<Item>[] {
  const whole = BigInt(open);
  const parts = items.map((item, place) => {
    const product = BigInt(amount) * BigInt(item.openCents);
    return { item, place, floor: Number(product / whole), remainder: product % whole };
  });
  const left = amount - parts.reduce((sum, { floor }) => sum + floor, 0);
  const byRemainder = parts.toSorted((a, b) => {
    return a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1;
  });
  const oneMore = new Set(byRemainder.slice(0, left).map(({ place }) => place));
  return parts.map(({ item, place, floor }) => ({ item, amountCents: cents(floor + (oneMore.has(place) ? 1 : 0)) }));
}

type Comparison = (a: PayableItem, b: PayableItem) => number;

function comparison({ method, order }: ApplicationRule): Comparison {
  const places = new Map(order.map((chargeType, place) => [chargeType, place]));
  const placeOf = ({ chargeType }: PayableItem) => places.get(chargeType) ?? order.length;
  const byDue: Comparison = (a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1);
  const byType: Comparison = (a, b) => placeOf(a) - placeOf(b);
  const byEntry: Comparison = (a, b) => a.ref.entryNumber - b.ref.entryNumber || a.ref.lineNumber - b.ref.lineNumber;
  return method === 'oldest-first'
    ? (a, b) => byDue(a, b) || byType(a, b) || byEntry(a, b)
    : (a, b) => byType(a, b) || byDue(a, b) || byEntry(a, b);
}
