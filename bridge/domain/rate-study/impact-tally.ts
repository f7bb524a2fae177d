import type { TariffImpact } from '../../contract/tariff-impact.js';
import { CurbstopError } from '../../contract/problem.js';
import { ComparisonTally } from './comparison-tally.js';
import { LargestChanges } from './largest-changes.js';
import { MissingDataTally } from './missing-data-tally.js';
import type { RepricedCharge } from './reprice.js';
import { tallyOf } from './tallies.js';
import { UnpriceableTally } from './unpriceable-tally.js';

/** What other rates change, gathered bill by bill; nothing of a bill is kept but the largest changes. */
export class ImpactTally {
  readonly #total = new ComparisonTally();
  readonly #classes = new Map<string, ComparisonTally>();
  readonly #largest = new LargestChanges();
  readonly #unpriceable = new UnpriceableTally();
  readonly #replaced = new MissingDataTally();

  /** Counts one bill. Throws `amounts-too-large`. */
  add(repriced: RepricedCharge): void {
    const { charge, after, replaced } = repriced;
    if (after instanceof CurbstopError) {
      this.#unpriceable.add(charge, after);
      return;
    }
    for (const name of replaced) this.#replaced.add(name, charge.accountId);
    this.#total.add(charge.amountCents, after);
    tallyOf(this.#classes, charge.rateClass, () => new ComparisonTally()).add(charge.amountCents, after);
    this.#largest.add(repriced, after);
  }

  /** What was gathered so far, classes in the order of their names. Throws `amounts-too-large`. */
  impact(): Pick<TariffImpact, 'total' | 'classes' | 'largest' | 'unpriceable' | 'replaced'> {
    const classes = [...this.#classes].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      total: this.#total.comparison(),
      classes: classes.map(([rateClass, tally]) => ({ rateClass, ...tally.comparison() })),
      largest: this.#largest.largest(),
      unpriceable: this.#unpriceable.unpriceable(),
      replaced: this.#replaced.missing(),
    };
  }
}
