import { countsDrawn, segmentsOf } from '../play/usage-story.js';
import type { TownRun, TownStop } from '../town.js';

/**
 * Sets the register of a stop with a planted rollover so that it passes its last nine halfway through the planted run.
 * Every other stop comes back as it is.
 */
export function meterAfterRollover(seed: number, stop: TownStop, runs: readonly TownRun[]): TownStop {
  const { planted, meters } = stop;
  const [meter] = meters;
  const register = meter?.registers[0];
  if (meter === undefined || register === undefined) return stop;
  if (planted?.kind !== 'rollover' && planted?.kind !== 'rollover-due') return stop;
  let before = 0;
  for (const run of runs.filter(({ index }) => index <= planted.runIndex)) {
    const drawn = segmentsOf(stop, run).reduce((sum, part) => sum + countsDrawn(seed, stop, run, part, register), 0);
    before += run.index < planted.runIndex ? drawn : Math.floor(drawn / 2);
  }
  const startValue = 10 ** register.dials - before;
  return { ...stop, meters: [{ ...meter, registers: [{ ...register, startValue }] }] };
}
