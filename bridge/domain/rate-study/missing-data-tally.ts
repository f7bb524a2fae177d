import { MISSING_DATA_SHOWN_MAX, type MissingData } from '../../contract/tariff-impact.js';
import { tallyOf } from './tallies.js';

/** Counts bills by the data that they lack. */
export class MissingDataTally {
  readonly #byName = new Map<string, { bills: number; readonly accountId: string }>();

  add(name: string, accountId: string): void {
    tallyOf(this.#byName, name, () => ({ bills: 0, accountId })).bills += 1;
  }

  /** What is missing for most bills first. */
  missing(): MissingData[] {
    const found = [...this.#byName].map(([name, tally]) => ({ name, ...tally }));
    return found.sort((a, b) => b.bills - a.bills).slice(0, MISSING_DATA_SHOWN_MAX);
  }
}
