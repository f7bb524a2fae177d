import { CurbstopError } from '../../contract/problem.js';
import type { Cents } from '../../contract/money.js';
import type { MissingData, Unpriceable } from '../../contract/tariff-impact.js';
import { MissingDataTally } from './missing-data-tally.js';
import type { RepricedCharge } from './reprice.js';
import { tallyOf } from './tallies.js';
import { UnpriceableTally } from './unpriceable-tally.js';

/** What is counted of all bills, and of each class. */
export interface PartTally {
  /** Counts one bill. Throws `amounts-too-large`. */
  add(repriced: RepricedCharge, after: Cents): void;
}

/** Other rates, gathered bill by bill; nothing of a bill is kept. */
export class RepricedTally<Part extends PartTally> {
  readonly all: Part;
  readonly #classes = new Map<string, Part>();
  readonly #unpriceable = new UnpriceableTally();
  readonly #replaced = new MissingDataTally();

  constructor(private readonly newPart: () => Part) {
    this.all = newPart();
  }

  /** Counts one bill. Throws `amounts-too-large`. */
  add(repriced: RepricedCharge): void {
    const { charge, after, replaced } = repriced;
    if (after instanceof CurbstopError) {
      this.#unpriceable.add(charge, after);
      return;
    }
    for (const name of replaced) this.#replaced.add(name, charge.accountId);
    this.all.add(repriced, after);
    tallyOf(this.#classes, charge.rateClass, this.newPart).add(repriced, after);
  }

  /** The classes in the order of their names. */
  classes(): readonly (readonly [rateClass: string, part: Part])[] {
    return [...this.#classes].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** What is said of bills beside their sums. */
  remarks(): { unpriceable: Unpriceable; replaced: MissingData[] } {
    return {
      unpriceable: this.#unpriceable.unpriceable(),
      replaced: this.#replaced.missing(),
    };
  }
}
