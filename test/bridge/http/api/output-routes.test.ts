import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandProcessor } from '../../../../bridge/commands/processor.js';
import { runOutputsReplySchema, type RunOutputsReply } from '../../../../bridge/contract/outputs.js';
import { outputRoutes } from '../../../../bridge/http/api/output-routes.js';
import { CallsSheet, townWithCalls } from '../../../support/calls/calls-town.js';
import { serveRoutes, type ApiServer } from '../../../support/api-server.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { assertProven } from '../../../support/town/run-reversal.js';
import { useTown } from '../../../support/town/town.js';

const RUN = '2-2026-10';

describe('the routes of what leaves the office', () => {
  const town = useTown();
  let server: ApiServer;

  beforeEach(async () => {
    const { database, file } = town();
    const at = (name: string) => path.join(path.dirname(file), name);
    const folders = { mailing: at('mailing'), ebill: at('ebill'), calls: at('calls'), secrets: at('secrets') };
    const processor = new CommandProcessor(database, () => NOW);
    server = await serveRoutes(outputRoutes({ reader: database, processor, folders, clock: () => NOW }));
  });
  afterEach(() => server.close());

  const ask = async (place: string, body?: object): Promise<RunOutputsReply> => {
    const answer = await server.ask(`/runs/${RUN}/outputs${place}`, body);
    return runOutputsReplySchema.parse(await answer.json());
  };

  async function ended(): Promise<RunOutputsReply> {
    for (;;) {
      const told = await ask('');
      if (told.job.state !== 'working') return told;
      await pause(20);
    }
  }

  it('tell what was not sent yet, send the file and the notices, and tell what was', async () => {
    const before = await ask('');
    assert.deepEqual([before.mailing, before.ebill.sent, before.job.state], [[], 0, 'none']);
    assert.equal(before.ebill.waiting, before.ebill.accounts);
    assert.equal((await ask('/mailing', { purpose: 'run' })).job.state, 'working');
    const [file] = (await ended()).mailing;
    assert.deepEqual([file?.purpose, file?.state, file?.edition, file?.by], ['run', 'sent', 1, 'Dana Whitlock']);
    await ask('/ebill', { again: false });
    const after = await ended();
    assert.deepEqual([after.ebill.sent, after.ebill.waiting], [before.ebill.accounts, 0]);
    await assertProven(town());
  });

  it('tell whom there is a reason to call, send the calls that were decided, and none without a decision', async () => {
    await townWithCalls(town());
    const before = (await ask('')).calls;
    assert.deepEqual([before.toCall, before.undecided, before.files], [0, 3, []]);
    await ask('/calls', { again: false });
    assert.match((await ended()).job.failure?.message ?? '', /Nobody is to be called.*3 accounts not decided on/);
    await (await CallsSheet.pull(town())).push();
    assert.equal((await ask('')).calls.toCall, 3);
    assert.equal((await ask('/calls', { again: false })).job.kind, 'calls');
    const { calls } = await ended();
    assert.deepEqual([calls.toCall, calls.called], [0, 3]);
    assert.deepEqual(
      calls.files.map(({ purpose, state, calls: count, window, by }) => [purpose, state, count, window.on, by]),
      [['run', 'sent', 3, '2026-11-23', 'Dana Whitlock']],
    );
  });

  it('refuse something else while something is sent', async () => {
    await ask('/mailing', { purpose: 'run' });
    const second = await server.ask(`/runs/${RUN}/outputs/ebill`, { again: false });
    assert.deepEqual([second.status, ((await second.json()) as { code: string }).code], [409, 'outputs-busy']);
    assert.equal((await ended()).mailing.length, 1);
  });

  it('tell what failed and what to do, and do nothing again without a reason', async () => {
    await ask('/mailing', { purpose: 'again' });
    const failed = await ended();
    assert.equal(failed.job.state, 'failed');
    assert.match(failed.job.failure?.message ?? '', /Nothing of the run 2-2026-10 was sent/);
    await ask('/mailing', { purpose: 'run' });
    await ended();
    await ask('/mailing', { purpose: 'again' });
    assert.match((await ended()).job.failure?.message ?? '', /only with a reason/);
    assert.equal((await ask('')).mailing.length, 1);
  });

  it('refuse a run that is open or unknown', async () => {
    for (const [run, status] of [
      ['2-2026-11', 409],
      ['9', 404],
    ] as const) {
      assert.equal((await server.ask(`/runs/${run}/outputs`)).status, status);
    }
  });
});
