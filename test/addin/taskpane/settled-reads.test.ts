import assert from 'node:assert/strict';
import { settledReads } from '../../../addin/taskpane/home/settled-reads.js';

describe('how far the reads are towards "cycle ready"', () => {
  const none = { expected: 0, missing: 0, exceptions: 0, rereads: 0, onHold: 0, ready: 0 };

  it('says how many are settled, and what is left by kind: rereads and holds apart', () => {
    const reads = { expected: 1240, missing: 1, exceptions: 2, rereads: 3, onHold: 4, ready: 1230 };
    assert.deepEqual(settledReads(reads), {
      isReady: false,
      share: 1230 / 1240,
      sentence: 'Settled 1,230 of 1,240 reads',
      left: ['1 not yet read', '2 exceptions to decide', '3 rereads with the field', '4 on hold'],
    });
  });

  it('names only the kinds of which something is left', () => {
    const { left } = settledReads({ ...none, expected: 4, rereads: 1, ready: 3 });
    assert.deepEqual(left, ['1 reread with the field']);
  });

  it('is not ready while one read on hold is left', () => {
    assert.equal(settledReads({ ...none, expected: 1000, onHold: 1, ready: 999 }).isReady, false);
  });

  it('is ready, and full, once every read is settled', () => {
    const { isReady, share, left } = settledReads({ ...none, expected: 60, ready: 60 });
    assert.deepEqual([isReady, share, left], [true, 1, []]);
  });

  it('is ready where no read is expected', () => {
    assert.deepEqual([settledReads(none).isReady, settledReads(none).share], [true, 1]);
  });
});
