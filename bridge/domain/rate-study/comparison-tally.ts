import { Decimal } from 'decimal.js';
import { cents, negated, type Cents } from '../../contract/money.js';
import type { Comparison } from '../../contract/tariff-impact.js';
import { plus } from './plus.js';

/** Adds up bills before and after, one by one. */
export class ComparisonTally {
  #bills = 0;
  #changed = 0;
  #before = cents(0);
  #after = cents(0);

  /** Counts one bill. Throws `amounts-too-large`. */
  add(before: Cents, after: Cents): void {
    this.#bills += 1;
    if (before !== after) this.#changed += 1;
    this.#before = plus(this.#before, before);
    this.#after = plus(this.#after, after);
  }

  /** What was counted so far. Throws `amounts-too-large`. */
  comparison(): Comparison {
    return {
      bills: this.#bills,
      changed: this.#changed,
      beforeCents: this.#before,
      afterCents: this.#after,
      differenceCents: plus(this.#after, negated(this.#before)),
    };
  }

  /** The mean bill to the cent, halves away from zero; zero where there is none. */
  means(): { readonly meanBeforeCents: Cents; readonly meanAfterCents: Cents } {
    return { meanBeforeCents: mean(this.#before, this.#bills), meanAfterCents: mean(this.#after, this.#bills) };
  }
}

function mean(sum: Cents, count: number): Cents {
  if (count === 0) return cents(0);
  return cents(new Decimal(sum).div(count).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
}
