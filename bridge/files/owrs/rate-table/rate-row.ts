import type { SourceList, SourceScalar } from './source-tree.js';

/** A cell of the rate table: the value as a person sees it, and where the file spells it. */
export interface RateCell {
  readonly value: string;
  readonly source: SourceScalar;
}

/** The two lists that make one block of tiers: as many starts as prices. */
export interface TierBlock {
  readonly starts: SourceList;
  readonly prices: SourceList;
}

export type RateRowKind = 'effective-date' | 'tier' | 'value';

/** One row of the rate table. */
export interface RateRow {
  /** Names the row by its value's place in the file: "L31C14". */
  readonly key: string;
  readonly kind: RateRowKind;
  /** The class, or "All classes". */
  readonly className: string;
  /** The field or setting, as the file and its formulas name it. */
  readonly component: string;
  /** What it is, in words: "Base, meter 3/4\"", "Tier 2", "Formula". */
  readonly item: string;
  /** A tier's first billing unit; null for other rows. */
  readonly from: RateCell | null;
  /** The price, percentage, formula, date or text; null for a tier's start that has no price beside it. */
  readonly price: RateCell | null;
  readonly unit: string;
  /** The tier's block and its place in it, from 0; null for other rows. */
  readonly tier: { readonly block: TierBlock; readonly index: number } | null;
}

export const ALL_CLASSES = 'All classes';

/** "RESIDENTIAL, service_charge, Base", for messages. */
export function nameOf({ className, component, item }: RateRow): string {
  return `${className}, ${component}, ${item}`;
}
