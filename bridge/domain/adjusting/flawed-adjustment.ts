import type { AdjustmentReasons } from '../../contract/settings/adjustment-reasons.js';
import type { RowChange } from '../sheet/compare-rows.js';
import { typedOf, type TypedAdjustment } from './typed-adjustment.js';

/**
 * A row that something is wrong with, so that it is not posted, and that is looked at for what else is. A cell at fault is
 * taken for empty, and a kind at fault for a rebill, which looks at nothing that is open.
 */
export interface FlawedAdjustment {
  readonly typed: TypedAdjustment;
  /** The columns of the cells at fault; none where nothing but the time of the row is wrong. */
  readonly faults: ReadonlySet<string>;
}

/**
 * Reads what can be read of a row that something is wrong with.
 * @param reasons the reason codes of the day; null for a row that was taken by those of another day
 * @param faults the columns at fault
 */
export function readFlawedAdjustment(
  change: RowChange,
  reasons: AdjustmentReasons | null,
  faults: ReadonlySet<string>,
): FlawedAdjustment {
  if (faults.size === 0) return { typed: typedOf(change, reasons), faults };
  const sound = Object.entries(change.wanted).filter(([column]) => !faults.has(column));
  return { typed: typedOf({ ...change, wanted: Object.fromEntries(sound) }, reasons), faults };
}
