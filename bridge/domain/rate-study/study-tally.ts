import { CurbstopError } from '../../contract/problem.js';
import type { Cents } from '../../contract/money.js';
import type { RateStudyReply, StudyPart } from '../../contract/rate-study.js';
import { ComparisonTally } from './comparison-tally.js';
import { MissingDataTally } from './missing-data-tally.js';
import type { RepricedCharge } from './reprice.js';
import { tallyOf } from './tallies.js';
import { UnpriceableTally } from './unpriceable-tally.js';
import { usageLevelBounds, usageLevelOf } from './usage-levels.js';

/** Revenue by month and bills by level of use, of all classes or of one. */
class PartTally {
  readonly #total = new ComparisonTally();
  readonly #months = new Map<string, ComparisonTally>();
  readonly #levels = new Map<number, ComparisonTally>();

  add({ charge, gallons }: RepricedCharge, after: Cents): void {
    const month = tallyOf(this.#months, charge.billedOn.slice(0, 7), () => new ComparisonTally());
    const level = tallyOf(this.#levels, usageLevelOf(gallons), () => new ComparisonTally());
    for (const tally of [this.#total, month, level]) tally.add(charge.amountCents, after);
  }

  part(): StudyPart {
    const months = [...this.#months].sort(([a], [b]) => (a < b ? -1 : 1));
    const levels = [...this.#levels].sort(([a], [b]) => a - b);
    return {
      total: this.#total.comparison(),
      months: months.map(([month, tally]) => ({ month, ...tally.comparison() })),
      levels: levels.map(([level, tally]) => ({
        ...usageLevelBounds(level),
        ...tally.comparison(),
        ...tally.means(),
      })),
    };
  }
}

/** A rate study, gathered bill by bill; nothing of a bill is kept. */
export class StudyTally {
  readonly #all = new PartTally();
  readonly #classes = new Map<string, PartTally>();
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
    this.#all.add(repriced, after);
    tallyOf(this.#classes, charge.rateClass, () => new PartTally()).add(repriced, after);
  }

  /** What was gathered so far, classes in the order of their names. Throws `amounts-too-large`. */
  study(): Pick<RateStudyReply, 'all' | 'classes' | 'unpriceable' | 'replaced'> {
    const classes = [...this.#classes].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      all: this.#all.part(),
      classes: classes.map(([rateClass, tally]) => ({ rateClass, ...tally.part() })),
      unpriceable: this.#unpriceable.unpriceable(),
      replaced: this.#replaced.missing(),
    };
  }
}
