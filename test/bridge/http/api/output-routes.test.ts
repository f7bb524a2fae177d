import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandProcessor } from '../../../../bridge/commands/processor.js';
import { runOutputsReplySchema, type RunOutputsReply } from '../../../../bridge/contract/outputs.js';
import { takeTurn } from '../../../../bridge/delivery/turn.js';
import { outputRoutes } from '../../../../bridge/http/api/output-routes.js';
import { OutputDesk } from '../../../../bridge/http/outputs/output-desk.js';
import { CallsSheet, make, townWithCalls } from '../../../support/calls/calls-town.js';
import { foldersOf, officeOf } from '../../../support/delivery/office.js';
import { serveRoutes, type ApiServer } from '../../../support/api-server.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { assertProven, reverse } from '../../../support/town/run-reversal.js';
import { useTown } from '../../../support/town/town.js';

const RUN = '2-2026-10';

describe('the routes of what leaves the office', () => {
  const town = useTown();
  let server: ApiServer;
  let desk: OutputDesk;

  beforeEach(async () => {
    const { database } = town();
    const processor = new CommandProcessor(database, () => NOW);
    desk = new OutputDesk({ reader: database, processor, folders: foldersOf(town()), clock: () => NOW });
    server = await serveRoutes(outputRoutes(desk));
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
    await ask('/ebill', { action: 'send' });
    const after = await ended();
    assert.deepEqual([after.ebill.sent, after.ebill.waiting], [before.ebill.accounts, 0]);
    await assertProven(town());
  });

  it('tell whom there is a reason to call, send the calls that were decided, and none without a decision', async () => {
    await townWithCalls(town());
    const before = (await ask('')).calls;
    assert.deepEqual([before.toCall, before.undecided, before.files], [0, 3, []]);
    await ask('/calls', { who: 'uncalled' });
    assert.match((await ended()).job.failure?.message ?? '', /Nobody is to be called.*3 accounts not decided on/);
    await (await CallsSheet.pull(town())).push();
    assert.equal((await ask('')).calls.toCall, 3);
    assert.equal((await ask('/calls', { who: 'uncalled' })).job.kind, 'calls');
    const { calls } = await ended();
    assert.deepEqual([calls.toCall, calls.called], [0, 3]);
    assert.deepEqual(
      calls.files.map(({ purpose, state, calls: count, window, by }) => [purpose, state, count, window.on, by]),
      [['run', 'sent', 3, '2026-11-23', 'Dana Whitlock']],
    );
  });

  it('tell that a file of calls is not sent any more once a new one was made', async () => {
    await townWithCalls(town());
    const [first = ''] = (await CallsSheet.pull(town())).accounts('to decide');
    await (await CallsSheet.pull(town())).push();
    await make(officeOf(town()));
    await (await CallsSheet.pull(town())).push({ [first]: { decision: 'skip', why: 'Spoke to her' } });
    await ask('/calls', { who: 'uncalled' });
    const { calls } = await ended();
    assert.deepEqual(
      calls.files.map(({ state }) => state),
      ['replaced', 'sent'],
    );
  });

  it('refuse something else while something is sent', async () => {
    await ask('/mailing', { purpose: 'run' });
    const second = await server.ask(`/runs/${RUN}/outputs/ebill`, { action: 'send' });
    assert.deepEqual([second.status, ((await second.json()) as { code: string }).code], [409, 'outputs-busy']);
    assert.equal((await ended()).mailing.length, 1);
  });

  it('refuse to send while a command line of the same data folder does, and send once that is done', async () => {
    const turn = await takeTurn(foldersOf(town()), 'ebill', RUN);
    const refused = await server.ask(`/runs/${RUN}/outputs/mailing`, { purpose: 'run' });
    const { code, detail } = (await refused.json()) as { code: string; detail: string };
    assert.deepEqual([refused.status, code], [409, 'sending-under-way']);
    assert.match(detail, /^The e-mail of the run 2-2026-10 is being sent at this moment/);
    assert.equal((await ask('')).job.state, 'none');
    await turn.end();
    await ask('/mailing', { purpose: 'run' });
    assert.equal((await ended()).mailing.length, 1);
  });

  it('begin one thing when two ask at the same moment', async () => {
    const outputs = `/runs/${RUN}/outputs`;
    const both = await Promise.all([
      server.ask(`${outputs}/mailing`, { purpose: 'run' }),
      server.ask(`${outputs}/ebill`, { action: 'send' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const { mailing, ebill } = await ended();
    assert.equal(Number(mailing.length > 0) + Number(ebill.sent > 0), 1);
  });

  it('refuse an auditor, and make and send nothing', async () => {
    await townWithCalls(town());
    await (await CallsSheet.pull(town())).push();
    server.become('auditor');
    for (const [place, asked] of [
      ['mailing', { purpose: 'run' }],
      ['ebill', { action: 'send' }],
      ['calls', { who: 'uncalled' }],
    ] as const) {
      const answer = await server.ask(`/runs/${RUN}/outputs/${place}`, asked);
      assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [403, 'role-not-allowed']);
      await assert.rejects(readdir(path.join(path.dirname(town().file), place)), { code: 'ENOENT' });
    }
    const { mailing, calls, job } = await ask('');
    assert.deepEqual([mailing, calls.files, job.state], [[], [], 'none']);
  });

  it('tell what failed and what to do, and do nothing again without a reason', async () => {
    await ask('/mailing', { purpose: 'again' });
    const failed = await ended();
    assert.equal(failed.job.state, 'failed');
    assert.match(failed.job.failure?.message ?? '', /No file of the run 2-2026-10 was made/);
    await ask('/mailing', { purpose: 'run' });
    await ended();
    await ask('/mailing', { purpose: 'again' });
    assert.match((await ended()).job.failure?.message ?? '', /only with a reason/);
    assert.equal((await ask('')).mailing.length, 1);
  });

  it('tell at the end of the bridge what was stopped then, and not what had failed before', async () => {
    await ask('/calls', { who: 'uncalled' });
    assert.equal((await ended()).job.state, 'failed');
    desk.stop();
    assert.equal(await desk.ended(), null);
    await ask('/ebill', { action: 'send' });
    assert.match((await desk.ended())?.message ?? '', /The sending was stopped before all was sent/);
  });

  it('give up on notices with a reason, whose bills then go on paper', async () => {
    const { ebill } = await ask('');
    await ask('/ebill', { action: 'give-up', reason: 'No mail server yet' });
    const after = (await ended()).ebill;
    assert.deepEqual([after.waiting, after.failed, after.toMail], [0, ebill.accounts, ebill.accounts]);
    assert.deepEqual([after.troubled[0]?.state, after.troubled[0]?.detail], ['given-up', 'No mail server yet']);
  });

  it('close a file once a new one is made of the run', async () => {
    await ask('/mailing', { purpose: 'run' });
    await ended();
    await ask('/mailing', { purpose: 'again', reason: 'The service lost it' });
    const { mailing } = await ended();
    assert.deepEqual(
      mailing.map(({ edition, state }) => [edition, state]),
      [
        [1, 'sent'],
        [2, 'sent'],
      ],
    );
  });

  it('mail all bills on paper again in a new file, only with a reason', async () => {
    await ask('/ebill', { action: 'give-up', reason: 'No mail server yet' });
    await ended();
    await ask('/mailing', { purpose: 'paper' });
    const accounts = (await ended()).mailing[0]?.accounts ?? 0;
    assert.ok(accounts > 0);
    await ask('/mailing', { purpose: 'paper-again' });
    assert.match((await ended()).job.failure?.message ?? '', /only with a reason/);
    await ask('/mailing', { purpose: 'paper-again', reason: 'The service lost it' });
    assert.deepEqual(
      (await ended()).mailing.map((file) => [file.purpose, file.edition, file.accounts, file.state]),
      [
        ['paper', 2, accounts, 'sent'],
        ['paper', 3, accounts, 'sent'],
      ],
    );
  });

  it('still tell what left the office of a run that was reversed, and send nothing more of it', async () => {
    await ask('/ebill', { action: 'send' });
    const { ebill } = await ended();
    await reverse(town(), RUN);
    const told = await ask('');
    assert.deepEqual([told.isReversed, told.ebill.sent], [true, ebill.sent]);
    const more = await server.ask(`/runs/${RUN}/outputs/mailing`, { purpose: 'run' });
    assert.deepEqual([more.status, ((await more.json()) as { code: string }).code], [409, 'run-already-reversed']);
    assert.equal((await ask('')).job.state, 'none');
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
