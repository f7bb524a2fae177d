import type { Cents } from '../../contract/money.js';
import type { Comparison, TariffImpact } from '../../contract/tariff-impact.js';
import { ComparisonTally } from './comparison-tally.js';
import { LargestChanges } from './largest-changes.js';
import type { RepricedCharge } from './reprice.js';
import { RepricedTally } from './repriced-tally.js';

/** Bills before and after, of all classes or of one. */
class ImpactPart {
  readonly #total = new ComparisonTally();

  add({ charge }: RepricedCharge, after: Cents): void {
    this.#total.add(charge.amountCents, after);
  }

  comparison(): Comparison {
    return this.#total.comparison();
  }
}

/** What other rates change, gathered bill by bill; nothing of a bill is kept but the largest changes. */
export class ImpactTally extends RepricedTally<ImpactPart> {
  readonly #largest = new LargestChanges();

  constructor() {
    super(() => new ImpactPart());
  }

  override add(repriced: RepricedCharge): void {
    super.add(repriced);
    this.#largest.add(repriced);
  }

  /** What was gathered so far, classes in the order of their names. Throws `amounts-too-large`. */
  impact(): Pick<TariffImpact, 'total' | 'classes' | 'largest' | 'unpriceable' | 'replaced'> {
    return {
      total: this.all.comparison(),
      classes: this.classes().map(([rateClass, part]) => ({ rateClass, ...part.comparison() })),
      largest: this.#largest.largest(),
      ...this.remarks(),
    };
  }
}
