import type { Expression, FieldPlan, TierItem } from '../expression/expression.js';

/** A list of tier starts or prices, with the map key that chooses it; null where there is but one. */
export interface TierList {
  readonly key: string | null;
  readonly items: readonly TierItem[];
  /** What the keys of its map are made of; null where there is but one list. */
  readonly slots: string | null;
}

/** The lists that a field of tiers holds; a single number is a list of one. Faults are left out. */
export function tierLists(field: FieldPlan | null): readonly TierList[] {
  const expression = field?.expression;
  if (field === null || expression === undefined || expression.kind === 'fault') return [];
  if (expression.kind !== 'choice') return [{ key: null, items: itemsOf(expression, field), slots: null }];
  const slots = expression.slots.join();
  return [...expression.values]
    .filter(([, value]) => value.kind !== 'fault')
    .map(([key, value]) => ({ key, items: itemsOf(value, field), slots }));
}

/**
 * The starts and prices that a bill may bring together: those of one key where one name chooses both; else any two,
 * of which one pair for each pair of lengths is enough to tell whether they fit.
 */
export function pairsOf(
  starts: readonly TierList[],
  prices: readonly TierList[],
): readonly (readonly [TierList, TierList])[] {
  const [start, price] = [starts[0], prices[0]];
  if (start === undefined || price === undefined) return [];
  if (start.slots !== null && start.slots === price.slots) {
    const byKey = new Map(prices.map((list) => [list.key, list]));
    return starts.flatMap((list): (readonly [TierList, TierList])[] => {
      const other = byKey.get(list.key);
      return other === undefined ? [] : [[list, other]];
    });
  }
  // One map with a single list: each of its lists has a pair of its own.
  if (start.slots === null) return prices.map((list) => [start, list]);
  if (price.slots === null) return starts.map((list) => [list, price]);
  const lengths = oneOfEachLength(prices);
  return oneOfEachLength(starts).flatMap((list) => lengths.map((other) => [list, other] as const));
}

function oneOfEachLength(lists: readonly TierList[]): readonly TierList[] {
  return [...new Map(lists.map((list) => [list.items.length, list])).values()];
}

function itemsOf(expression: Expression, { at }: FieldPlan): readonly TierItem[] {
  if (expression.kind === 'tiers') return expression.items;
  return [{ kind: 'amount', text: '', at, value: expression }];
}
