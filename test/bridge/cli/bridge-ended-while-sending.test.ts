import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runOutputsReplySchema, type RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { commandLine } from '../../support/command-line.js';
import { startCurbstop, type CurbstopProcess } from '../../support/curbstop-process.js';
import { startSmtpServer, type SmtpFaults, type TestSmtpServer } from '../../support/delivery/smtp-server.js';
import { mailBy } from '../../support/delivery/town-settings.js';
import { startBridge, type RunningBridge } from '../../support/running-bridge.js';
import { NOW, TODAY, townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';
const OUTPUTS = `/runs/${RUN}/outputs`;
/** Enough that the notices of a run are more than are sent together, which are ten. */
const ACCOUNTS = 160;

describe('a bridge that ends while it sends e-bills', () => {
  let data = '';
  let server: TestSmtpServer;
  let faults: SmtpFaults;
  let programs: CurbstopProcess[];
  const start = () => startBridge(data, (program) => programs.push(program));

  beforeEach(async () => {
    data = path.dirname(await townCopy(TODAY, NOW, ACCOUNTS));
    [faults, programs] = [{}, []];
    server = await startSmtpServer(faults);
    await mailBy(data, server);
  });
  afterEach(async () => {
    await Promise.all(programs.map((program) => program.kill()));
    await server.close();
  });

  async function outputs({ ask }: RunningBridge): Promise<RunOutputsReply> {
    return runOutputsReplySchema.parse(JSON.parse((await ask(OUTPUTS)).text));
  }

  /** Has the bridge or a command line send until the server holds its answer to the third notice. */
  function held(send: () => unknown, until: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      let count = 0;
      faults.hold = async () => {
        count += 1;
        if (count !== 3) return;
        resolve();
        await until;
      };
      send();
    });
  }

  /** Has the bridge do it, and gives how it stands then. */
  async function done(bridge: RunningBridge, body: object): Promise<RunOutputsReply> {
    assert.equal((await bridge.ask(`${OUTPUTS}/ebill`, body)).status, 200);
    for (;;) {
      const told = await outputs(bridge);
      if (told.job.state !== 'working') return told;
      await pause(50);
    }
  }

  function assertNothingTwice(): void {
    const told = server.taken.map(({ to }) => to);
    assert.equal(new Set(told).size, told.length);
  }

  it('by a kill: the next start tells which may have been sent and which wait, and sends these alone unless asked', async () => {
    const first = await start();
    const { accounts } = (await outputs(first)).ebill;
    await held(() => first.ask(`${OUTPUTS}/ebill`, { action: 'send' }), new Promise(() => undefined));
    await first.program.kill();
    delete faults.hold;
    const half = path.join(data, 'ebill', 'to-send', `1.eml.${randomUUID()}.part`);
    await mkdir(path.dirname(half), { recursive: true });
    await writeFile(half, 'half');
    const next = await start();
    assert.ok(!existsSync(half), 'what a killed program left unfinished is removed');
    const { ebill, job } = await outputs(next);
    assert.deepEqual([ebill.sent, ebill.untold, ebill.waiting, job.state], [0, 10, accounts - 10, 'none']);
    assert.ok(ebill.troubled.every(({ state }) => state === 'sending'));
    const sent = (await done(next, { action: 'send' })).ebill;
    assert.deepEqual([sent.sent, sent.untold, sent.waiting], [accounts - 10, 10, 0]);
    assertNothingTwice();
  });

  it('by a stop signal: what is under way is finished, which it says, and the next start tells the rest as not sent', async () => {
    const first = await start();
    const { accounts } = (await outputs(first)).ebill;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await held(() => first.ask(`${OUTPUTS}/ebill`, { action: 'send' }), released);
    first.program.signal('SIGTERM');
    await first.program.said(/Stopping: what is on its way is finished first/);
    release();
    const { code, out, err } = await first.program.ended;
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /The sending was stopped before all was sent\. Send again/);
    delete faults.hold;
    const next = await start();
    const { sent, untold, waiting } = (await outputs(next)).ebill;
    assert.deepEqual([sent, untold, waiting], [10, 0, accounts - 10]);
    const after = (await done(next, { action: 'send' })).ebill;
    assert.deepEqual([after.sent, after.untold, after.waiting], [accounts, 0, 0]);
    assert.equal(server.taken.length, accounts);
    assertNothingTwice();
  });

  it('says nothing of sending where nothing was being sent', async () => {
    const { program } = await start();
    program.signal('SIGINT');
    const { code, out } = await program.ended;
    assert.equal(code, 0);
    assert.doesNotMatch(out, /Stopping|stopped/);
  });

  it('refuses each sending with 409 and in words while a command line of its data folder sends', async () => {
    const bridge = await start();
    const send = () => programs.push(startCurbstop('ebill', RUN, '--send', '--data', data));
    let release = () => {};
    await held(send, new Promise((resolve) => (release = resolve)));
    for (const [place, body] of [
      ['mailing', { purpose: 'run' }],
      ['ebill', { action: 'send' }],
      ['calls', { who: 'uncalled' }],
    ] as const) {
      const answer = await bridge.ask(`${OUTPUTS}/${place}`, body);
      const { code, detail, fix } = answer.problem();
      assert.deepEqual([answer.status, code], [409, 'sending-under-way'], place);
      assert.match(`${detail} ${fix}`, /The e-mail of the run 2-2026-10 is being sent .* Wait until that is done/);
      assert.equal((await outputs(bridge)).job.state, 'none');
    }
    release();
    assert.equal((await programs.at(-1)?.ended)?.code, 0);
    assert.equal((await done(bridge, { action: 'send' })).ebill.waiting, 0);
    assert.match((await commandLine('ebill', RUN, '--data', data)).out, /notices sent\.\n$/);
    assertNothingTwice();
  });
});
