import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packageRoot } from '../../../bridge/files/package-root.js';

const MODULE = pathToFileURL(path.join(packageRoot(), 'bridge', 'setup', 'ensure-open-ssh.mjs')).href;

describe("OpenSSH's server for the tests", () => {
  /** What it gives or says where looking for it gives these, one after the other. */
  const ensured = async (...found: (string | null)[]) => {
    const script = `
      const { ensureOpenSsh } = await import(${JSON.stringify(MODULE)});
      const found = ${JSON.stringify(found)};
      let obtained = 0;
      const obtain = async () => void (obtained += 1);
      const place = await ensureOpenSsh({ find: () => found.shift() ?? null, obtain }).catch((error) => error.message);
      console.log(JSON.stringify([place, obtained]));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as [place: string, obtained: number];
  };

  it('is the one that is there', async () => {
    assert.deepEqual(await ensured('/usr/sbin/sshd'), ['/usr/sbin/sshd', 0]);
  });

  it('is obtained where there is none', async () => {
    assert.deepEqual(await ensured(null, '/usr/sbin/sshd'), ['/usr/sbin/sshd', 1]);
  });

  it('is asked for in words where it can not be obtained, so that no test is left out quietly', async () => {
    const [said, obtained] = await ensured(null, null);
    assert.equal(obtained, 1);
    assert.match(said, /need OpenSSH's server: install it .*openssh-server.*SSHD_PATH/);
  });
});
