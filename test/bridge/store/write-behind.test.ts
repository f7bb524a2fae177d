import assert from 'node:assert/strict';
import { writeBehind } from '../../../bridge/store/write-behind.js';

const turn = () => new Promise(setImmediate);

describe('writing while the next item is made', () => {
  it('writes in order, one at a time, each while the next item is made', async () => {
    const done: string[] = [];
    async function* items() {
      for (const item of ['a', 'b', 'c']) {
        done.push(`made ${item}`);
        await Promise.resolve();
        yield item;
      }
    }
    await writeBehind(items(), async (item) => {
      await turn();
      done.push(`wrote ${item}`);
    });
    assert.deepEqual(done, ['made a', 'made b', 'wrote a', 'made c', 'wrote b', 'wrote c']);
  });

  it('ends with the first write that fails, and writes nothing after it', async () => {
    const tried: number[] = [];
    async function* items() {
      for (const item of [1, 2, 3, 4]) {
        await turn();
        yield item;
      }
    }
    const writing = writeBehind(items(), async (item) => {
      tried.push(item);
      await Promise.resolve();
      if (item === 2) throw new Error('disk full');
    });
    await assert.rejects(writing, /disk full/);
    assert.deepEqual(tried, [1, 2]);
  });

  it('waits for the write that runs when an item can not be made, and tells of the item', async () => {
    let isWritten = false;
    async function* items() {
      await Promise.resolve();
      yield 1;
      throw new Error('not to be judged');
    }
    const writing = writeBehind(items(), async () => {
      await turn();
      isWritten = true;
    });
    await assert.rejects(writing, /not to be judged/);
    assert.ok(isWritten);
  });
});
