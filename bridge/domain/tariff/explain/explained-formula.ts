import type { RoundingHow } from '../exact/exact.js';
import type { Operator } from '../expression/formula.js';

/** How a value came about, as plain data: branches that the bill did not take are left out. */
export type ExplainedFormula =
  | { readonly kind: 'number'; readonly text: string }
  /** Another step's value, or one of the account's data. */
  | { readonly kind: 'value'; readonly from: 'step' | 'data'; readonly name: string }
  | { readonly kind: 'negate'; readonly operand: ExplainedFormula }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: ExplainedFormula;
      readonly right: ExplainedFormula;
    }
  | { readonly kind: 'round'; readonly operand: ExplainedFormula; readonly to: string; readonly how: RoundingHow }
  | { readonly kind: 'least' | 'greatest'; readonly left: ExplainedFormula; readonly right: ExplainedFormula }
  | {
      readonly kind: 'tiers';
      readonly usage: ExplainedFormula;
      /** The cumulative limits of all tiers but the last, and the price of each. */
      readonly caps: readonly ExplainedFormula[];
      readonly prices: readonly ExplainedFormula[];
    }
  /** A list of tiers: no number of its own. */
  | { readonly kind: 'list' };
