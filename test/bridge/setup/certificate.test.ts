import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { certificateFiles, makeCertificate, readCertificate } from '../../../bridge/setup/certificate-files.js';
import { certificateStatus, ensureCertificate, removeCertificate } from '../../../bridge/setup/certificate.js';
import type { TrustCommand, TrustPlace } from '../../../bridge/setup/trust-commands.js';
import { runCommand } from '../../../bridge/setup/trust.js';

const DAY_MS = 86_400_000;
const WINDOWS: TrustPlace = { platform: 'win32', isRoot: false, interactive: true, home: '/home/dana' };
const NOBODY_THERE: TrustPlace = { ...WINDOWS, interactive: false };
const LINUX_ROOT: TrustPlace = { platform: 'linux', isRoot: true, interactive: false, home: '/root' };

/** Stands in for the system: takes note of the programs that would run, and lets them end well or not. */
function fakeSystem({ succeeds = true }: { readonly succeeds?: boolean | ((command: TrustCommand) => boolean) } = {}) {
  const commands: string[] = [];
  const run = (command: TrustCommand) => {
    commands.push([command.program, ...command.args].join(' '));
    return Promise.resolve(typeof succeeds === 'function' ? succeeds(command) : succeeds);
  };
  return { commands, run };
}

describe('the certificate of the bridge', () => {
  let folder: string;
  let ready: string;
  // Making keys takes a while, so tests that only need a certificate to be there copy this one.
  before(async () => {
    ready = await mkdtemp(path.join(os.tmpdir(), 'curbstop-certificate-'));
    await makeCertificate(ready);
  });
  after(() => rm(ready, { recursive: true }));
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-certificate-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const at = (instant: Date) => () => instant;
  const today = () => new Date();
  const ensure = (options: Partial<Parameters<typeof ensureCertificate>[0]> = {}) =>
    ensureCertificate({ folder, clock: today, install: false, place: NOBODY_THERE, run: fakeSystem().run, ...options });

  const copyReady = () => cp(ready, folder, { recursive: true });

  it('is made when there is none: for localhost and both loopback addresses, each file for its owner only', async () => {
    await chmod(folder, 0o755);
    const { cert, notes } = await ensure();
    const parsed = new X509Certificate(cert);
    assert.equal(parsed.checkHost('localhost'), 'localhost');
    for (const address of ['127.0.0.1', '::1']) assert.equal(parsed.checkIP(address), address);
    assert.match(notes[0] ?? '', /was made/);
    const files = Object.values(certificateFiles(folder)) as string[];
    if (process.platform !== 'win32') {
      for (const file of files) assert.equal((await stat(file)).mode & 0o777, 0o600);
    }
    assert.deepEqual((await readdir(folder)).sort(), ['ca.crt', 'localhost.crt', 'localhost.key']);
  });

  it("the authority's own key is nowhere on the disk, so nobody can sign other sites with it", async () => {
    await copyReady();
    await ensure();
    const authority = new X509Certificate(await readFile(certificateFiles(folder).authority));
    for (const file of await readdir(folder)) {
      const text = await readFile(path.join(folder, file), 'utf8');
      if (text.includes('PRIVATE KEY')) assert.ok(!authority.checkPrivateKey(createPrivateKey(text)), file);
    }
  });

  it('stays as it is while it is good', async () => {
    await copyReady();
    const first = await ensure();
    const second = await ensure();
    assert.equal(second.cert, first.cert);
    assert.ok(!second.notes.some((note) => /made|renewed/.test(note)));
  });

  it('is renewed when it ends within three days, and when it has ended, and says so', async () => {
    await copyReady();
    const { expiresAt, cert } = await ensure();
    const near = await ensure({ clock: at(new Date(expiresAt.getTime() - 3 * DAY_MS)) });
    assert.match(near.notes[0] ?? '', /was about to end and was renewed/);
    assert.notEqual(near.cert, cert);
    const late = await ensure({ clock: at(new Date(near.expiresAt.getTime() + 1000)) });
    assert.match(late.notes[0] ?? '', /had ended and was renewed/);
  });

  it('is kept when it ends in more than three days', async () => {
    await copyReady();
    const { expiresAt, cert } = await ensure();
    const later = await ensure({ clock: at(new Date(expiresAt.getTime() - 3 * DAY_MS - 1000)) });
    assert.equal(later.cert, cert);
  });

  for (const damaged of ['authority', 'cert', 'key'] as const) {
    it(`does not count when its ${damaged} file is damaged or missing`, async () => {
      await copyReady();
      assert.ok(await readCertificate(folder));
      const file = certificateFiles(folder)[damaged];
      await writeFile(file, (await readFile(file, 'utf8')).slice(0, 500));
      assert.equal(await readCertificate(folder), null);
      await rm(file);
      assert.equal(await readCertificate(folder), null);
    });
  }

  it('is renewed when the key is that of another certificate', async () => {
    await copyReady();
    await ensure();
    const other = await mkdtemp(path.join(os.tmpdir(), 'curbstop-other-'));
    await makeCertificate(other);
    await writeFile(certificateFiles(folder).key, await readFile(certificateFiles(other).key));
    await rm(other, { recursive: true });
    assert.match((await ensure()).notes[0] ?? '', /was made/);
    assert.ok(await readCertificate(folder));
  });

  it('making it writes nothing to the standard output, which belongs to the results of commands', async () => {
    const { log } = console;
    const lines: unknown[] = [];
    console.log = (...line: unknown[]) => void lines.push(line);
    try {
      await makeCertificate(folder);
    } finally {
      console.log = log;
    }
    assert.deepEqual(lines, []);
  });

  it('its status tells the days left and changes nothing', async () => {
    const status = (clock: () => Date) => certificateStatus({ folder, clock, place: NOBODY_THERE });
    assert.equal((await status(today)).state, 'missing');
    assert.deepEqual(await readdir(folder), []);
    await copyReady();
    const { expiresAt } = await ensure();
    assert.deepEqual(await status(at(new Date(expiresAt.getTime() - 10.5 * DAY_MS))), {
      state: 'valid',
      expiresAt,
      daysLeft: 10,
      trusted: false,
      authorityFile: certificateFiles(folder).authority,
    });
    assert.equal((await status(at(new Date(expiresAt.getTime() - DAY_MS)))).state, 'ending');
    assert.equal((await status(at(expiresAt))).state, 'ended');
  });

  describe('trust', () => {
    it('on Windows with a person there, the authority goes into their store once', async () => {
      await copyReady();
      const { commands, run } = fakeSystem();
      const first = await ensure({ install: true, place: WINDOWS, run });
      assert.equal(first.trusted, true);
      assert.deepEqual(commands, [`certutil -user -addstore Root ${certificateFiles(folder).authority}`]);
      const second = await ensure({ install: true, place: WINDOWS, run });
      assert.deepEqual({ trusted: second.trusted, notes: second.notes }, { trusted: true, notes: [] });
      assert.equal(commands.length, 1);
    });

    it('on Windows and Mac with nobody there, nothing is asked and the note says what to do', async () => {
      await copyReady();
      for (const platform of ['win32', 'darwin'] as const) {
        const { commands, run } = fakeSystem();
        const { trusted, notes } = await ensure({ install: true, place: { ...NOBODY_THERE, platform }, run });
        assert.equal(trusted, false);
        assert.deepEqual(commands, []);
        assert.ok(notes.at(-1)?.includes(certificateFiles(folder).authority));
      }
    });

    it('when the person says no, the start goes on with a note', async () => {
      await copyReady();
      const { run } = fakeSystem({ succeeds: false });
      const { trusted, notes, cert } = await ensure({ install: true, place: WINDOWS, run });
      assert.equal(trusted, false);
      assert.match(notes.at(-1) ?? '', /does not trust the bridge yet/);
      assert.ok(cert);
    });

    it('as root on Linux the system is told; where Chromium cannot be, that stays a note and the system is not told again', async () => {
      await copyReady();
      const { commands, run } = fakeSystem({ succeeds: ({ program }) => program !== 'certutil' });
      assert.equal((await ensure({ install: true, place: LINUX_ROOT, run })).trusted, false);
      assert.deepEqual(
        commands.map((command) => command.split(' ')[0]),
        ['install', 'update-ca-certificates', 'certutil', 'certutil'],
      );
      commands.length = 0;
      await ensure({ install: true, place: LINUX_ROOT, run });
      assert.deepEqual(
        commands.map((command) => command.split(' ')[0]),
        ['certutil', 'certutil'],
      );
    });

    it('no command ever asks for a password on a terminal', async () => {
      await copyReady();
      for (const platform of ['win32', 'darwin', 'linux'] as const) {
        const { commands, run } = fakeSystem();
        await ensure({ install: true, place: { ...WINDOWS, platform }, run });
        assert.ok(commands.every((command) => !command.includes('sudo')));
      }
    });

    it('a renewal takes the old authority out of the store first', async () => {
      await copyReady();
      const { commands, run } = fakeSystem();
      const { expiresAt, authorityFile } = await ensure({ install: true, place: WINDOWS, run });
      const thumbprint = new X509Certificate(await readFile(authorityFile)).fingerprint.replaceAll(':', '');
      commands.length = 0;
      await ensure({ install: true, place: WINDOWS, run, clock: at(expiresAt) });
      assert.equal(commands[0], `certutil -user -delstore Root ${thumbprint}`);
      assert.match(commands[1] ?? '', /-addstore/);
    });

    it('removing takes back what was trusted, and every file', async () => {
      await copyReady();
      const { commands, run } = fakeSystem();
      await ensure({ install: true, place: WINDOWS, run });
      await removeCertificate({ folder, place: WINDOWS, run });
      assert.match(commands.at(-1) ?? '', /-delstore Root [0-9A-F]{40}$/);
      assert.deepEqual(await readdir(folder), []);
    });

    it('a program that is missing, fails or waits for an answer is a no', async () => {
      assert.equal(await runCommand({ program: 'curbstop-no-such-program', args: [] }), false);
      assert.equal(await runCommand({ program: process.execPath, args: ['-e', 'process.exit(3)'] }), false);
      const asks = 'process.stdin.on("end", () => process.exit(1)).resume()';
      assert.equal(await runCommand({ program: process.execPath, args: ['-e', asks] }), false);
      assert.equal(await runCommand({ program: process.execPath, args: ['-e', ''] }), true);
    });
  });
});
