import assert from 'node:assert/strict';
import { fuzzReadingFiles } from '../../../support/reading-files/fuzz.js';

describe('a damaged reading file of any kind', () => {
  it('is read exactly as it stands, or refused with the line that is wrong', () => {
    const seed = Date.now() % 1_000_000_000;
    const { taken, refused } = fuzzReadingFiles(3_000, seed);
    assert.ok(taken > 30 && refused > 300, `seed ${seed}`);
  });
});
