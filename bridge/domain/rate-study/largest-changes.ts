import { negated } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { LARGEST_CHANGES_SHOWN_MAX, type LargestChange } from '../../contract/tariff-impact.js';
import { plus } from './plus.js';
import type { RepricedCharge } from './reprice.js';

/** Keeps the largest changes either way; of equal ones the first bill's. */
export class LargestChanges {
  readonly #largest: LargestChange[] = [];

  /** Looks at one bill; one that can't be priced has no change. Throws `amounts-too-large`. */
  add({ charge, gallons, after }: RepricedCharge): void {
    if (after instanceof CurbstopError) return;
    const difference = plus(after, negated(charge.amountCents));
    const smallest = this.#largest.at(-1);
    const isFull = this.#largest.length === LARGEST_CHANGES_SHOWN_MAX;
    if (difference === 0 || (isFull && smallest && sizeOf(smallest) >= Math.abs(difference))) return;
    const { accountId, billNumber, service, rateClass, amountCents: beforeCents } = charge;
    const place = this.#largest.findIndex((change) => sizeOf(change) < Math.abs(difference));
    this.#largest.splice(place < 0 ? this.#largest.length : place, 0, {
      ...{ accountId, billNumber, service, rateClass, usageGallons: gallons },
      ...{ beforeCents, afterCents: after, differenceCents: difference },
    });
    this.#largest.splice(LARGEST_CHANGES_SHOWN_MAX);
  }

  largest(): LargestChange[] {
    return [...this.#largest];
  }
}

function sizeOf({ differenceCents }: LargestChange): number {
  return Math.abs(differenceCents);
}
