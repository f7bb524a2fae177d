import { cents, sumCents } from '../../contract/money.js';
import type { CurbstopError } from '../../contract/problem.js';
import { UNPRICEABLE_REASONS_SHOWN_MAX, type Unpriceable } from '../../contract/tariff-impact.js';
import { MissingDataTally } from './missing-data-tally.js';
import type { PostedCharge } from './posted-charge.js';

interface Reason {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly accountId: string;
  bills: number;
}

/** More reasons than this are not told apart: each may name its bill's own use. */
const REASONS_KEPT_MAX = 1_000;

/** Counts the bills that can't be priced, by why. */
export class UnpriceableTally {
  #bills = 0;
  #before = cents(0);
  readonly #reasons = new Map<string, Reason>();
  readonly #missing = new MissingDataTally();

  add({ accountId, amountCents }: PostedCharge, { code, message, fix, missing }: CurbstopError): void {
    this.#bills += 1;
    this.#before = sumCents([this.#before, amountCents]);
    if (missing !== null) this.#missing.add(missing, accountId);
    const reason = this.#reasons.get(message);
    if (reason) reason.bills += 1;
    else if (this.#reasons.size < REASONS_KEPT_MAX) {
      this.#reasons.set(message, { code, message, fix, accountId, bills: 1 });
    }
  }

  unpriceable(): Unpriceable {
    const reasons = [...this.#reasons.values()].sort((a, b) => b.bills - a.bills);
    return {
      bills: this.#bills,
      beforeCents: this.#before,
      missing: this.#missing.missing(),
      reasons: reasons.slice(0, UNPRICEABLE_REASONS_SHOWN_MAX).map((reason) => ({ ...reason })),
    };
  }
}
