import type { Cents } from '../../contract/money.js';
import type { RateStudyReply, StudyPart } from '../../contract/rate-study.js';
import { ComparisonTally } from './comparison-tally.js';
import type { RepricedCharge } from './reprice.js';
import { RepricedTally } from './repriced-tally.js';
import { tallyOf } from './tallies.js';
import { usageLevelBounds, usageLevelOf } from './usage-levels.js';

/** Revenue by month and bills by level of use, of all classes or of one. */
class StudyPartTally {
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

/** A rate study, gathered bill by bill. */
export class StudyTally extends RepricedTally<StudyPartTally> {
  constructor() {
    super(() => new StudyPartTally());
  }

  /** What was gathered so far, classes in the order of their names. Throws `amounts-too-large`. */
  study(): Pick<RateStudyReply, 'all' | 'classes' | 'unpriceable' | 'replaced'> {
    return {
      all: this.all.part(),
      classes: this.classes().map(([rateClass, tally]) => ({ rateClass, ...tally.part() })),
      ...this.remarks(),
    };
  }
}
