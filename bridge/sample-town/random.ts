/** A seeded source of numbers: the same seed and keys give the same numbers on every machine. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number between two others, both included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight; the weights need not add up to 1. */
  weighted<Item>(choices: readonly (readonly [Item, number])[]): Item;
  /** Around 1, never negative: the factor by which one household differs from another. */
  spread(sigma: number): number;
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** Nobody stands farther from the middle than so many times sigma. */
const SPREAD_MAX = 2.5;

/** Opens the stream of a seed and keys; streams of different keys do not disturb one another. */
export function randomOf(seed: number, ...keys: readonly (string | number)[]): Random {
  const next = mulberry32(hash(`${seed}|${keys.join('|')}`));
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(items: readonly Item[]) => at(items, int(0, items.length - 1));
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted: (choices) => weighted(choices, next()),
    spread: (sigma) => Math.exp(sigma * Math.max(-SPREAD_MAX, Math.min(SPREAD_MAX, normal(next)))),
    shuffle: (items) => shuffle(items, int),
  };
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, ample for a made-up town. */
function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** FNV-1a with a final mix, so that neighbouring keys start far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return value ^ (value >>> 13);
}

/** Close to a normal deviate: six uniform numbers, by sums only, which every engine computes alike. */
function normal(next: () => number): number {
  let sum = -3;
  for (let index = 0; index < 6; index += 1) sum += next();
  return sum * Math.SQRT2;
}

function weighted<Item>(choices: readonly (readonly [Item, number])[], draw: number): Item {
  let left = draw * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  return at(choices, choices.length - 1)[0];
}

function shuffle<Item>(items: readonly Item[], int: (least: number, most: number) => number): Item[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = int(0, index);
    [mixed[index], mixed[other]] = [at(mixed, other), at(mixed, index)];
  }
  return mixed;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}
