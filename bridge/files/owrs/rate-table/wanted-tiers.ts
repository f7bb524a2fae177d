import type { Issue } from '../../../contract/problem.js';
import { incompleteTier, noTierLeft, noTiersHere, otherTiers } from './rate-issues.js';
import type { RateRow, TierBlock } from './rate-row.js';
import type { WantedRow } from './wanted-row.js';

/** A tier as it is to be. */
export interface WantedTier {
  readonly wanted: WantedRow;
  /** The tier's row before; null for one that the person typed. */
  readonly pulled: RateRow | null;
  readonly from: string;
  readonly price: string;
}

/** A block of tiers: its rows before, and its tiers as they are to be, in their order. */
export interface BlockTiers {
  readonly block: TierBlock;
  readonly rows: readonly [RateRow, ...RateRow[]];
  readonly tiers: WantedTier[];
}

/**
 * Sorts a sheet's rows into the blocks of tiers that they stand in. A typed row belongs to the tiers that it stands
 * among, or to those that its class and component name, and goes where its From belongs.
 */
export function placeNewTiers(
  rows: readonly RateRow[],
  wanted: readonly WantedRow[],
): { readonly blocks: readonly BlockTiers[]; readonly issues: readonly Issue[] } {
  const blocks = blocksOf(rows);
  const blockByKey = new Map(blocks.flatMap((block) => block.rows.map(({ key }) => [key, block] as const)));
  const known = new Map(rows.map((row) => [row.key, row]));
  for (const row of wanted) {
    const pulled = known.get(row.key) ?? null;
    const tier = toTier(row, pulled);
    if (tier !== null) blockByKey.get(row.key)?.tiers.push(tier);
  }
  for (const { tiers } of blocks) tiers.sort((one, other) => placeOf(one) - placeOf(other));
  const issues = wanted.flatMap((row, index) => {
    if (known.has(row.key)) return [];
    const above = wanted.slice(0, index).findLast(({ key }) => known.has(key));
    const below = wanted.slice(index).find(({ key }) => known.has(key));
    const beside = blockByKey.get(above?.key ?? '') ?? blockByKey.get(below?.key ?? '') ?? null;
    return addTier(row, chosenBlock(row, blocks, beside));
  });
  const emptied = blocks.filter(({ tiers }) => tiers.length === 0).map(({ rows: [first] }) => noTierLeft(first));
  return { blocks, issues: [...issues, ...emptied] };
}

function blocksOf(rows: readonly RateRow[]): BlockTiers[] {
  const blocks = new Map<TierBlock, { block: TierBlock; rows: [RateRow, ...RateRow[]]; tiers: WantedTier[] }>();
  for (const row of rows) {
    if (row.tier === null) continue;
    const { block } = row.tier;
    const known = blocks.get(block);
    if (known === undefined) blocks.set(block, { block, rows: [row], tiers: [] });
    else known.rows.push(row);
  }
  return [...blocks.values()];
}

/** A row that lacks a value is no tier; its issue is given where rows are checked. */
function toTier(wanted: WantedRow, pulled: RateRow | null): WantedTier | null {
  const { from, price } = wanted;
  return from === null || price === null ? null : { wanted, pulled, from, price };
}

function placeOf({ pulled }: WantedTier): number {
  return pulled?.tier?.index ?? 0;
}

/** The block that a typed row belongs to, or the issue that it belongs to none. */
function chosenBlock(row: WantedRow, blocks: readonly BlockTiers[], beside: BlockTiers | null): BlockTiers | Issue {
  const { className, component } = row;
  const isNamed = ({ rows: [first] }: BlockTiers): boolean =>
    (className ?? first.className) === first.className && (component ?? first.component) === first.component;
  if (beside !== null && isNamed(beside)) return beside;
  const named = className === null && component === null ? [] : blocks.filter(isNamed);
  if (named[0] !== undefined && named.length === 1) return named[0];
  if (beside === null) return noTiersHere(row);
  const [first] = beside.rows;
  const column = (className ?? first.className) === first.className ? 'component' : 'class';
  const typed = (column === 'class' ? className : component) ?? '';
  return otherTiers(row, column, typed, `${first.className}, ${first.component}`);
}

function addTier(row: WantedRow, block: BlockTiers | Issue): Issue[] {
  const incomplete = (['from', 'price'] as const).filter((column) => row[column] === null);
  if ('code' in block) return [block];
  const tier = toTier(row, null);
  if (tier === null) return incomplete.map((column) => incompleteTier(row, column));
  const size = sizeOf(tier.from);
  const place = size === null ? -1 : block.tiers.findIndex(({ from }) => (sizeOf(from) ?? -Infinity) > size);
  block.tiers.splice(place < 0 ? block.tiers.length : place, 0, tier);
  return [];
}

/** A start as a number to sort by: "26" and "120%" have one, a formula has none. */
export function sizeOf(from: string): number | null {
  return /^-?\d+(\.\d+)?%?$/.test(from) ? parseFloat(from) : null;
}
