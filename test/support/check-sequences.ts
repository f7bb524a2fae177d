import fc, { type IAsyncProperty } from 'fast-check';

/**
 * Checks a property of random sequences. Rejects with the seed and the smallest sequence that fails. CURBSTOP_SEED
 * repeats a run.
 */
export async function checkSequences<Sequence>(count: number, property: IAsyncProperty<Sequence>): Promise<void> {
  const seed = Number(process.env['CURBSTOP_SEED'] ?? Date.now() % 2 ** 31);
  process.stdout.write(`    ${count.toLocaleString('en-US')} sequences; CURBSTOP_SEED=${seed} repeats them\n`);
  await fc.assert(property, { numRuns: count, seed, endOnFailure: false });
}
