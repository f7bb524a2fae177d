import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import type { ReviewedRun } from './bill-review.js';

/** A utility has a few cycles, each with one open run; the run that was asked for longest ago is forgotten. */
const RUNS_KEPT_MAX = 12;

type BillsOfRun = ReadonlyMap<string, CalculatedBill | null>;

/** Remembers the bills that runs had when they were calculated last, to tell which of them had to be calculated again. */
export class CalculatedRuns {
  readonly #runs = new Map<string, BillsOfRun>();

  /**
   * How many bills of a run are not those of the time before, because a read, an account or rates changed; null the first
   * time. A bill that is made of the same is the same object, whatever else was calculated meanwhile.
   */
  calculatedAgain({ run: { billRunId }, bills }: ReviewedRun): number | null {
    const now = new Map(bills.map(({ accountId, bill }) => [accountId, bill]));
    const before = this.#runs.get(billRunId);
    this.#runs.delete(billRunId);
    this.#runs.set(billRunId, now);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > RUNS_KEPT_MAX && oldest !== undefined) this.#runs.delete(oldest);
    if (before === undefined) return null;
    return bills.filter(({ accountId, bill }) => bill !== null && before.get(accountId) !== bill).length;
  }
}
