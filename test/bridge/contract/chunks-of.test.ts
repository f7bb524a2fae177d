import assert from 'node:assert/strict';
import { chunksOf } from '../../../bridge/contract/chunks-of.js';

describe('items in chunks', () => {
  it('come in their order, so many at a time, the rest last', () => {
    assert.deepEqual([...chunksOf([1, 2, 3, 4, 5], 2)], [[1, 2], [3, 4], [5]]);
    assert.deepEqual(
      [...chunksOf([1, 2, 3, 4], 2)],
      [
        [1, 2],
        [3, 4],
      ],
    );
    assert.deepEqual([...chunksOf([], 2)], []);
  });

  it('are taken only when their chunk is', () => {
    let taken = 0;
    const counting = function* () {
      for (;;) yield (taken += 1);
    };
    const chunks = chunksOf(counting(), 3);
    assert.deepEqual(chunks.next().value, [1, 2, 3]);
    assert.equal(taken, 3);
  });
});
