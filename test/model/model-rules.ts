import { payableFrom, type ModelItem } from './model-account.js';

/** The rules that a sequence is played by. */
export interface ModelRules {
  readonly method: 'oldest-first' | 'service-first' | 'pro-rata';
  /** Charge types, the first to be paid first. */
  readonly order: readonly string[];
  /** When the City's share of what is charged becomes due to it. */
  readonly cityBasis: 'billed' | 'collected';
  /** Who loses what is written off of the City's. */
  readonly writeOffBearer: 'owner' | 'utility';
}

export interface Paid {
  readonly item: ModelItem;
  readonly amount: number;
}

/** Which items an amount of a day pays by the rules, at most what may be paid of each. */
export function distribute(amount: number, items: readonly ModelItem[], day: string, rules: ModelRules): Paid[] {
  const payable = inOrder(items, rules).map((item) => ({ item, open: payableFrom(item, day), amount: 0 }));
  const total = payable.reduce((sum, { open }) => sum + open, 0);
  if (rules.method === 'pro-rata' && amount < total) {
    for (const part of payable) part.amount = Math.floor((amount * part.open) / total);
    let left = amount - payable.reduce((sum, part) => sum + part.amount, 0);
    // Cent by cent to the one that lacks most of its share, the first one where several do.
    const lacks = (part: (typeof payable)[number]) => amount * part.open - part.amount * total;
    for (; left > 0; left -= 1) {
      const [neediest] = payable.toSorted((a, b) => lacks(b) - lacks(a));
      if (neediest) neediest.amount += 1;
    }
  } else {
    let left = amount;
    for (const part of payable) {
      part.amount = Math.min(part.open, left);
      left -= part.amount;
    }
  }
  return payable.filter((part) => part.amount > 0).map((part) => ({ item: part.item, amount: part.amount }));
}

/** The items were written in the order of their entries, which a stable sort keeps where nothing else decides. */
function inOrder(items: readonly ModelItem[], { method, order }: ModelRules): ModelItem[] {
  const rank = (item: ModelItem) => String(order.includes(item.type) ? order.indexOf(item.type) : 99).padStart(2, '0');
  const sortKey = (item: ModelItem) =>
    method === 'oldest-first' ? `${item.dueOn} ${rank(item)}` : `${rank(item)} ${item.dueOn}`;
  return items.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0));
}
