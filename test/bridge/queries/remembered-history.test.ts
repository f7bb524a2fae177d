import assert from 'node:assert/strict';
import { ReadHistory, type AskedColumns } from '../../../bridge/queries/register-history.js';
import { rememberedHistory, type SealedRun } from '../../../bridge/queries/remembered-history.js';

const ASKED: AskedColumns = {
  accountId: ['A-1', 'A-2'],
  registerNumber: [1, 1],
  rateClass: ['RESIDENTIAL', 'RESIDENTIAL'],
  rowKey: ['A-1/M-1/1', 'A-2/M-2/1'],
};

function run(billRunId: string, digest: string | null): SealedRun {
  return { bill_run_id: billRunId, is_own: 1, digest };
}

/** How often the history was read for each of some requests, one after the other. */
async function readsOf(
  requests: readonly (readonly [runs: readonly SealedRun[], asked: AskedColumns, lastRebill?: number])[],
) {
  let reads = 0;
  for (const [runs, asked, lastRebill = 0] of requests) {
    await rememberedHistory({ runs, lastRebill }, asked, () => {
      reads += 1;
      return Promise.resolve(new ReadHistory(asked, [true]));
    });
  }
  return reads;
}

describe('the history that was read last', () => {
  it('is not read again for the same registers and the same sealed runs', async () => {
    assert.equal(
      await readsOf([
        [[run('1-1', 'same')], ASKED],
        [[run('1-1', 'same')], { ...ASKED }],
      ]),
      1,
    );
  });

  it('is read anew where a run was posted, taken back or sealed by other reads', async () => {
    const [one, two] = [run('1-1', 'anew'), run('1-2', 'next')];
    assert.equal(
      await readsOf([
        [[one], ASKED],
        [[two, one], ASKED],
        [[one], ASKED],
      ]),
      3,
    );
    assert.equal(
      await readsOf([
        [[run('1-1', 'before')], ASKED],
        [[run('1-1', 'after')], ASKED],
      ]),
      2,
    );
  });

  it('is read anew where a bill was made again, by which reads of sealed runs are others', async () => {
    const runs = [run('1-1', 'rebilled')];
    assert.equal(
      await readsOf([
        [runs, ASKED, 0],
        [runs, ASKED, 1],
        [runs, ASKED, 1],
      ]),
      2,
    );
  });

  it('is read anew where an account, its register or its class is another', async () => {
    const others: readonly AskedColumns[] = [
      { ...ASKED, accountId: ['A-1', 'A-3'] },
      { ...ASKED, registerNumber: [1, 2] },
      { ...ASKED, rateClass: ['RESIDENTIAL', 'COMMERCIAL'] },
    ];
    for (const other of others)
      assert.equal(
        await readsOf([
          [[run('1-1', 'x')], ASKED],
          [[run('1-1', 'x')], other],
        ]),
        2,
      );
  });

  it('is read each time while a run has no seal', async () => {
    assert.equal(
      await readsOf([
        [[run('1-1', null)], ASKED],
        [[run('1-1', null)], ASKED],
      ]),
      2,
    );
  });

  it('makes the periods of a register once, but each time where a larger utility would have too many of them', async () => {
    const isMadeOnce = async (accounts: number, digest: string) => {
      const names = Array.from({ length: accounts }, (_, index) => `A-${index}`);
      const asked = {
        ...{ accountId: names, rowKey: names },
        ...{ registerNumber: names.map(() => 1), rateClass: names.map(() => 'RESIDENTIAL') },
      };
      const read = () => Promise.resolve(new ReadHistory(asked, [true]));
      const history = await rememberedHistory({ runs: [run('1-1', digest)], lastRebill: 0 }, asked, read);
      return history.of('A-0', 1) === history.of('A-0', 1);
    };
    assert.equal(await isMadeOnce(200_000, 'most'), true);
    assert.equal(await isMadeOnce(200_001, 'too many'), false);
  });
});
