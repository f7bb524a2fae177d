import { type Part, type Read, over, part, sharedUnder } from './part.js';
import { held } from './whole.js';

/** Lists of tier limits or prices, and which of them it is for the bill at hand; -1 for none. */
export interface TierLists {
  readonly lists: readonly (readonly Part[])[];
  readonly choose: Read;
}

/** A list over the charge's denominator, with what works out the values that are not known beforehand. */
interface Row {
  readonly values: Float64Array;
  readonly refresh: readonly (() => void)[];
}

/**
 * Prices usage over tiers, as the exact evaluator's chargeTiers does. `caps` are the cumulative limits of all tiers
 * but the last.
 */
export function tieredPart(usage: Part, caps: TierLists, prices: TierLists): Part {
  const usageUnder = sharedUnder([usage, ...caps.lists.flat()]);
  const priceUnder = sharedUnder(prices.lists.flat());
  const [capRows, priceRows] = [rows(caps.lists, usageUnder), rows(prices.lists, priceUnder)];
  const read = over(usageUnder, usage);
  return part(usageUnder * priceUnder, () => {
    const limits = refreshed(capRows[caps.choose()]);
    const costs = refreshed(priceRows[prices.choose()]);
    return limits && costs && limits.length + 1 === costs.length ? charge(read(), limits, costs) : Number.NaN;
  });
}

function charge(usage: number, caps: Float64Array, prices: Float64Array): number {
  const last = caps.length;
  let used = 0;
  let amount = 0;
  for (let tier = 0; tier <= last; tier += 1) {
    const cap = tier < last ? (caps[tier] ?? 0) : usage;
    const quantity = Math.min(usage, cap) - used;
    if (quantity <= 0) continue;
    used += quantity;
    amount = held(amount + held(quantity * (prices[tier] ?? 0)));
  }
  return amount;
}

function refreshed(row: Row | undefined): Float64Array | null {
  if (row === undefined) return null;
  for (const refresh of row.refresh) refresh();
  return row.values;
}

function rows(lists: readonly (readonly Part[])[], under: number): readonly Row[] {
  return lists.map((list) => {
    const reads = list.map((each) => over(under, each));
    const values = new Float64Array(reads.map((read) => read()));
    const changing = [...list.keys()].filter((index) => list[index]?.constant === null);
    return { values, refresh: changing.map((index) => () => (values[index] = reads[index]?.() ?? Number.NaN)) };
  });
}
