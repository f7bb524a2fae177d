import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FakeClone } from './fake-clone.js';

const ALL = ['ci', 'run build:bridge', 'run build:addin'];

describe('the launcher on a fresh clone', () => {
  let clone: FakeClone;
  beforeEach(async () => (clone = await FakeClone.make()));
  afterEach(() => clone.remove());

  it('installs, builds and starts; only the result of the command goes to the standard output', async () => {
    const { code, stdout, stderr } = await clone.launch(['start', '--open']);
    assert.equal(code, 0);
    assert.equal(stdout, '["start","--open"]\n');
    assert.match(
      stderr,
      /Installing the packages .* may take some minutes\.\nBuilding the bridge\.\nBuilding the add-in\.\n/,
    );
    assert.deepEqual(await clone.npmCalls(), ALL);
  });

  it('a second start does nothing again', async () => {
    await clone.launch(['start']);
    await clone.npmCalls();
    const { stdout, stderr } = await clone.launch(['start']);
    assert.deepEqual(
      { stdout, stderr, calls: await clone.npmCalls() },
      { stdout: '["start"]\n', stderr: '', calls: [] },
    );
  });

  it('a command that is no start does not wait for the add-in', async () => {
    await clone.launch(['tariff', 'price']);
    assert.deepEqual(await clone.npmCalls(), ['ci', 'run build:bridge']);
  });

  it('a lock file that changed is installed again; the same packages put there by hand are recognised', async () => {
    await clone.launch(['verify']);
    await clone.npmCalls();
    await clone.lock('5.1.0');
    await clone.launch(['verify']);
    assert.deepEqual((await clone.npmCalls())[0], 'ci');
    const byHand = (express: string) =>
      clone.write(
        'node_modules/.package-lock.json',
        JSON.stringify({ packages: { 'node_modules/express': { version: express } } }),
      );
    await rm(clone.place('node_modules/.curbstop-install'));
    await byHand('5.1.0');
    await clone.launch(['verify']);
    assert.deepEqual(await clone.npmCalls(), []);
    await rm(clone.place('node_modules/.curbstop-install'));
    await byHand('5.0.0');
    await clone.launch(['verify']);
    assert.deepEqual(await clone.npmCalls(), ['ci']);
  });

  it('sources newer than the build are built again, each part by itself', async () => {
    await clone.launch(['start']);
    await clone.npmCalls();
    const later = new Date(Date.now() + 5_000);
    await utimes(clone.place('addin/taskpane.ts'), later, later);
    await clone.launch(['start']);
    assert.deepEqual(await clone.npmCalls(), ['run build:addin']);
    await utimes(clone.place('migrations/0001.ts'), later, later);
    await clone.launch(['start']);
    assert.deepEqual(await clone.npmCalls(), ['run build:bridge']);
  });

  it('a migration that was removed does not stay in the build', async () => {
    await clone.launch(['verify']);
    await clone.write('dist/migrations/0002-gone.js', '');
    const later = new Date(Date.now() + 5_000);
    await utimes(clone.place('migrations'), later, later);
    await clone.launch(['verify']);
    assert.ok(!existsSync(clone.place('dist/migrations/0002-gone.js')));
  });

  it('an install that fails says why and what to do, starts nothing, and is tried again', async () => {
    const { code, stdout, stderr } = await clone.launch(['start'], { FAKE_NPM_FAILS: 'ci' });
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /npm says what went wrong/);
    assert.match(stderr, /could not install the packages\. Check the connection/);
    assert.doesNotMatch(stderr, /at .*mjs:\d+/);
    await clone.npmCalls();
    assert.equal((await clone.launch(['start'])).code, 0);
    assert.deepEqual(await clone.npmCalls(), ALL);
  });

  it('a build that fails stops the start', async () => {
    const { code, stderr } = await clone.launch(['start'], { FAKE_NPM_FAILS: 'run build:bridge' });
    assert.equal(code, 1);
    assert.match(stderr, /The bridge could not be built/);
  });

  it('three launchers at once install and build once', async () => {
    const results = await Promise.all([1, 2, 3].map(() => clone.launch(['start'])));
    for (const { code, stdout } of results) assert.deepEqual({ code, stdout }, { code: 0, stdout: '["start"]\n' });
    assert.deepEqual(await clone.npmCalls(), ALL);
  });

  it('a lock that a crashed launcher left behind is taken over', async () => {
    const module = pathToFileURL(clone.place('bridge/setup/setup-lock.mjs')).href;
    const script = `import { lockFolder } from ${JSON.stringify(module)}; process.stdout.write(lockFolder());`;
    const folder = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    await mkdir(folder);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(folder, longAgo, longAgo);
    assert.equal((await clone.launch(['verify'])).code, 0);
    assert.ok(!existsSync(folder));
  });

  it('a Node that is too old is told in one sentence', () => {
    const module = pathToFileURL(path.join(clone.root, 'bridge/setup/ensure-node.mjs')).href;
    const check = (version: string) => {
      const script = `import { checkNodeVersion } from ${JSON.stringify(module)};
        try { checkNodeVersion('${version}'); console.log('fits'); } catch (error) { console.log(error.message); }`;
      return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
    };
    for (const old of ['18.20.0', '20.18.3']) {
      assert.match(check(old), /needs Node\.js 20\.19 or newer; this is .*\. Install a newer one/);
    }
    for (const fit of ['20.19.0', '22.1.0', '24.0.0']) assert.equal(check(fit), 'fits');
  });
});
