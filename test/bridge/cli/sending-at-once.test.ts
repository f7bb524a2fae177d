import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint } from '../../../bridge/delivery/place/sftp-place.js';
import { commandLine, type Ended } from '../../support/command-line.js';
import { startCurbstop, type CurbstopProcess } from '../../support/curbstop-process.js';
import { mailBy, writeSetting } from '../../support/delivery/town-settings.js';
import { startSmtpServer, type SmtpFaults, type TestSmtpServer } from '../../support/delivery/smtp-server.js';
import { startSsh2Server, type SftpFaults, type TestSftpServer } from '../../support/delivery/ssh2-server.js';
import { emptyFolder, townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';
const nameOf = (edition: number) => `mailing-${RUN}-${edition}.txt`;
const LOST = ['--reason', 'The service lost it'];

describe('two programs that send of one data folder', () => {
  let data = '';
  let started: CurbstopProcess[];
  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);
  const start = (...args: string[]) => {
    const child = startCurbstop(...args, '--data', data);
    started.push(child);
    return child;
  };

  beforeEach(async () => {
    data = path.dirname(await townCopy());
    started = [];
  });
  afterEach(() => Promise.all(started.map((child) => child.kill())));

  const sent = (...args: string[]) => curbstop(...args).then(({ code, err }) => assert.deepEqual([code, err], [0, '']));
  const toSend = () => readdir(path.join(data, 'mailing', 'to-send'));

  /** Of two that were asked at the same moment one sends, and the other is told. */
  function assertOneSent(both: readonly Ended[]): void {
    assert.deepEqual(both.map(({ code }) => code).sort(), [0, 1], JSON.stringify(both));
    const told = both.find(({ code }) => code === 1)?.err ?? '';
    assert.match(
      told,
      /^The (file of the run 2-2026-10 .* is being sent|run was sent again by Dana Whitlock) at this moment/,
    );
  }

  for (const [what, flags] of [
    ['the run', []],
    ['its bills on paper', ['--paper']],
  ] as const)
    it(`sends ${what} again once when two ask for it at the same moment, and tells the other`, async () => {
      await sent('ebill', RUN, '--give-up', '--reason', 'No server until May');
      await sent('mailing', RUN, '--send');
      await sent('mailing', RUN, '--paper', '--send');
      const before = await toSend();
      const again = ['mailing', RUN, ...flags, '--send-again', ...LOST];
      assertOneSent(await Promise.all([start(...again).ended, start(...again).ended]));
      assert.deepEqual(await toSend(), [...before, nameOf(3)]);
    });

  describe('to a mailing service that never answers when a file is to get its name', () => {
    let server: TestSftpServer;
    let faults: SftpFaults;
    let there: string;

    beforeEach(async () => {
      [faults, there] = [{}, await emptyFolder()];
      const login = { user: 'board', password: 'open sesame' };
      server = await startSsh2Server(there, { ...login, faults });
      const { port, hostKey } = server;
      const address = { host: '127.0.0.1', port, user: login.user, path: '.', hostKey: fingerprint(hostKey) };
      await writeSetting(data, 'mailing-target', { kind: 'sftp', ...address });
      await mkdir(path.join(data, 'secrets'), { mode: 0o700 });
      await writeFile(path.join(data, 'secrets', 'mailing-password'), login.password, { mode: 0o600 });
    });
    afterEach(() => server.close());

    async function killedWhileNaming(...args: string[]): Promise<void> {
      const child = await new Promise<CurbstopProcess>((resolve) => {
        faults.onRename = () => resolve(naming);
        const naming = start(...args);
      });
      const refused = await curbstop('mailing', RUN, '--send-again', ...LOST);
      assert.equal(refused.code, 1);
      assert.match(refused.err, /for the mailing service is being sent at this moment, by the bridge or/);
      await child.kill();
      faults.onRename = undefined;
    }

    it('goes on at once with what a killed one left, and not before that is dead', async () => {
      await killedWhileNaming('mailing', RUN, '--send');
      await sent('mailing', RUN, '--send');
      assert.deepEqual(await readdir(there), [nameOf(1)]);
    });

    it('makes a new file at once of what a killed one sent again, which never gets its name then', async () => {
      await sent('mailing', RUN, '--send');
      await killedWhileNaming('mailing', RUN, '--send-again', ...LOST);
      const { code, err } = await start('mailing', RUN, '--send-again', ...LOST).ended;
      assert.deepEqual([code, err], [0, '']);
      const named = (await readdir(there)).filter((name) => !name.endsWith('.part'));
      assert.deepEqual(named, [nameOf(1), nameOf(3)]);
    });
  });

  describe('to a mail server that never answers', () => {
    let server: TestSmtpServer;
    const faults: SmtpFaults = {};

    beforeEach(async () => {
      server = await startSmtpServer(faults);
      await mailBy(data, server);
    });
    afterEach(() => server.close());

    it('sends the rest at once when one was killed, and the notice that it left on the way only where that is asked for', async () => {
      const held = await new Promise<string>((resolve) => {
        faults.message = (to) => {
          resolve(to);
          return 'silent';
        };
        start('ebill', RUN, '--send');
      });
      for (const other of [
        ['ebill', RUN, '--send'],
        ['mailing', RUN, '--send'],
      ]) {
        const { code, err } = await curbstop(...other);
        assert.equal(code, 1);
        assert.match(err, /The e-mail of the run 2-2026-10 is being sent at this moment/);
      }
      await started[0]?.kill();
      delete faults.message;
      const { code, out } = await curbstop('ebill', RUN, '--send');
      assert.deepEqual([code, /may have been sent/.test(out)], [0, true]);
      const once = server.taken.map(({ to }) => to);
      assert.equal(new Set(once).size, once.length);
      assert.ok(!once.includes(held));
      await sent('ebill', RUN, '--send-again', '--reason', 'Nothing came');
      const all = server.taken.map(({ to }) => to);
      assert.equal(new Set(all).size, all.length);
      assert.ok(all.includes(held));
    });
  });
});
