import assert from 'node:assert/strict';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { startCurbstop, type CurbstopProcess } from '../../support/curbstop-process.js';
import { startSmtpServer, type SmtpFaults, type TestSmtpServer } from '../../support/delivery/smtp-server.js';
import { mailBy } from '../../support/delivery/town-settings.js';
import { NOW, TODAY, townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';
/** Enough that the notices of a run are more than are sent together. */
const ACCOUNTS = 160;
/** So many are noted as under way together. */
const BATCH = 10;

describe('a command line that is told to stop while it sends e-bills', () => {
  let data = '';
  let server: TestSmtpServer;
  let faults: SmtpFaults;
  let child: CurbstopProcess;
  const send = () => commandLine('ebill', RUN, '--send', '--data', data);

  beforeEach(async () => {
    data = path.dirname(await townCopy(TODAY, NOW, ACCOUNTS));
    faults = {};
    server = await startSmtpServer(faults);
    await mailBy(data, server);
  });
  afterEach(async () => {
    await child.kill();
    await server.close();
  });

  /** Sends until the server holds back its answer to the message of this place in the order. Gives whose it is. */
  function sendingUntil(place: number, until: Promise<void>): Promise<string> {
    return new Promise((resolve) => {
      let count = 0;
      faults.hold = async (to) => {
        count += 1;
        if (count !== place) return;
        resolve(to);
        await until;
      };
      child = startCurbstop('ebill', RUN, '--send', '--data', data);
    });
  }

  /** Sends what is left, and proves that every customer of the run was told once. */
  async function assertTheRestIsSentOnce(): Promise<void> {
    delete faults.hold;
    const { code, out } = await send();
    assert.equal(code, 0);
    const [, accounts, notices] = /(\d+) e-bill accounts?, (\d+) notices? sent/.exec(out) ?? [];
    assert.equal(notices, accounts);
    const told = server.taken.map(({ to }) => to);
    assert.equal(told.length, Number(accounts));
    assert.equal(new Set(told).size, told.length);
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`by ${signal} finishes the notices under way, leaves none in doubt, and sends the rest at the next go`, async () => {
      let release = () => {};
      await sendingUntil(3, new Promise((resolve) => (release = resolve)));
      child.signal(signal);
      await child.said(/Stopping: what is on its way .* Ctrl\+C once more ends it at once/);
      release();
      const { code, out, err } = await child.ended;
      assert.equal(code, 1);
      assert.match(err, /The sending was stopped before all was sent.*\nSend again/);
      assert.match(out, new RegExp(`, ${BATCH} notices sent\\.\\n {2}\\d+ not sent yet`));
      assert.doesNotMatch(out, /may have been sent/);
      assert.equal(server.taken.length, BATCH);
      await assertTheRestIsSentOnce();
    });

  it('waits so long and no longer for a server that does not answer: only the notice that it holds may have been sent', async () => {
    const held = await sendingUntil(3, new Promise(() => undefined));
    const asked = Date.now();
    child.signal('SIGINT');
    const { code, out } = await child.ended;
    assert.equal(code, 1);
    assert.ok(Date.now() - asked < 15_000, `${Date.now() - asked} ms`);
    assert.match(out, /, 2 notices sent\./);
    assert.match(out, new RegExp(` 1 may have been sent, [^\\n]*\\n {4}\\S+ ${held.replaceAll('.', '\\.')}`));
    const before = server.taken.length;
    delete faults.hold;
    assert.match((await send()).out, / 1 may have been sent/);
    const told = server.taken.map(({ to }) => to);
    assert.ok(told.length > before);
    assert.equal(new Set(told).size, told.length);
  });

  it('twice ends at once, and only what was on its way is in doubt', async () => {
    await sendingUntil(3, new Promise(() => undefined));
    child.signal('SIGINT');
    await child.said(/Stopping/);
    const asked = Date.now();
    child.signal('SIGINT');
    const { code } = await child.ended;
    assert.equal(code, 1);
    assert.ok(Date.now() - asked < 2_000, `${Date.now() - asked} ms`);
    delete faults.hold;
    assert.match((await send()).out, / 10 may have been sent/);
    const told = server.taken.map(({ to }) => to);
    assert.equal(new Set(told).size, told.length);
  });

  it('while it waits to try again what was put off ends at once', async () => {
    faults.recipient = () => 450;
    child = startCurbstop('ebill', RUN, '--send', '--data', data);
    await new Promise<void>((resolve) => {
      faults.recipient = () => {
        resolve();
        return 450;
      };
    });
    child.signal('SIGINT');
    const { code, err } = await child.ended;
    assert.equal(code, 1);
    assert.match(err, /The sending was stopped before all was sent/);
    delete faults.recipient;
    await assertTheRestIsSentOnce();
  });
});
