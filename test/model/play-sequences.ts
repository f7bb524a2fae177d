import fc from 'fast-check';
import { startingApplication } from '../../migrations/starting-chart.js';
import { checkSequences } from '../support/check-sequences.js';
import { compare } from './compare.js';
import type { ModelRules } from './model-rules.js';
import type { Step } from './operation.js';
import { operations } from './operations/index.js';
import { Play } from './play.js';
import { World } from './world.js';

const STEPS_MAX = 12;

const rules: fc.Arbitrary<ModelRules> = fc.record({
  method: fc.constantFrom('oldest-first', 'service-first', 'pro-rata'),
  order: fc.constant(startingApplication.order),
  cityBasis: fc.constantFrom('billed', 'collected'),
  writeOffBearer: fc.constantFrom('owner', 'utility'),
});
const steps = fc.array(fc.oneof(...operations), { minLength: 1, maxLength: STEPS_MAX, size: 'max' });

/**
 * Plays random sequences of operations against the ledger and the model, which must agree after each. Rejects with the
 * seed and the smallest sequence that fails.
 */
export async function playSequences(count: number): Promise<void> {
  const worlds = new Worlds();
  const property = fc.asyncProperty(rules, steps, (byRules, sequence) => worlds.play(byRules, sequence));
  try {
    await checkSequences(count, property);
  } catch (error) {
    await worlds.close().catch(() => undefined);
    throw error;
  }
  await worlds.close();
}

/** A ledger for each set of rules; one in which a sequence failed is not played in again. */
class Worlds {
  readonly #open = new Map<string, World>();

  async play(byRules: ModelRules, sequence: readonly Step[]): Promise<void> {
    const key = JSON.stringify(byRules);
    const world = this.#open.get(key) ?? (await World.open(byRules));
    this.#open.delete(key);
    try {
      const play = await Play.begin(world);
      for (const step of sequence) await step.perform(play);
      await compare(play);
      play.end();
    } catch (error) {
      await world.database.destroy();
      throw error;
    }
    if (world.isFull) await world.close();
    else this.#open.set(key, world);
  }

  /** Proves the books of those that are open, and closes them. */
  async close(): Promise<void> {
    for (const world of this.#open.values()) await world.close();
    this.#open.clear();
  }
}
