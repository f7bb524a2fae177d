import assert from 'node:assert/strict';
import { fuzzReadingFiles } from '../support/reading-files/fuzz.js';

describe('every parser of reading files, given very many damaged ones', () => {
  it('reads exactly what stands in a file, or says where it is wrong', function () {
    this.timeout(0);
    const seed = Number(process.env['CURBSTOP_SEED'] ?? Date.now() % 1_000_000_000);
    const { taken, refused } = fuzzReadingFiles(100_000, seed);
    process.stdout.write(`      seed ${seed}: ${taken} files taken as they stand, ${refused} refused\n`);
    assert.ok(taken > 1_000 && refused > 1_000);
  });
});
