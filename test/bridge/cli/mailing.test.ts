import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';
const NAME = `mailing-${RUN}-1.txt`;

describe('the mailing file from the command line', () => {
  let data = '';
  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);
  const at = (...names: string[]) => path.join(data, ...names);
  const made = () => readFile(at('mailing', RUN, NAME));

  before(async () => {
    data = path.dirname(await townCopy());
  });

  it('is the same byte for byte when it is made again, and tells its accounts, total and hash', async () => {
    const { code, out, err } = await curbstop('mailing', RUN);
    assert.deepEqual([code, err], [0, '']);
    const first = await made();
    assert.match(out, /\d+ accounts, \d+ lines, \$[\d,.]+ due/);
    assert.ok(out.includes(createHash('sha256').update(first).digest('hex')));
    await rm(at('mailing', RUN, NAME));
    assert.equal((await curbstop('mailing', RUN)).code, 0);
    assert.ok(first.equals(await made()));
  });

  it('is sent once: into the folder, proven, and never again unless that is asked for with a reason', async () => {
    const none = await curbstop('mailing', '1-2026-10', '--send-again', '--reason', 'Why not');
    assert.deepEqual([none.code, /No file of the run 1-2026-10 was made/.test(none.err)], [1, true]);
    const sent = await curbstop('mailing', RUN, '--send');
    assert.deepEqual([sent.code, sent.err, /Sent to .*to-send, read back/.test(sent.out)], [0, '', true]);
    assert.ok((await made()).equals(await readFile(at('mailing', 'to-send', NAME))));
    await rm(at('mailing', 'to-send', NAME));
    const second = await curbstop('mailing', RUN, '--send');
    assert.deepEqual([second.code, /Already sent to .* by Dana Whitlock/.test(second.out)], [0, true]);
    assert.deepEqual(await readdir(at('mailing', 'to-send')), []);
    const unexplained = await curbstop('mailing', RUN, '--send-again');
    assert.deepEqual([unexplained.code, /only with a reason/.test(unexplained.err)], [1, true]);
    const again = await curbstop('mailing', RUN, '--send-again', '--reason', 'The service lost it');
    assert.equal(again.code, 0, again.err);
    assert.deepEqual(await readdir(at('mailing', 'to-send')), [`mailing-${RUN}-2.txt`]);
  });

  it('is made anew with a reason and not sent, and made again by its number as it was', async () => {
    const OTHER = '1-2026-10';
    assert.equal((await curbstop('mailing', OTHER)).code, 0);
    const first = await readFile(at('mailing', OTHER, `mailing-${OTHER}-1.txt`));
    const mute = await curbstop('mailing', OTHER, '--anew');
    assert.deepEqual([mute.code, /only with a reason/.test(mute.err)], [1, true]);
    const anew = await curbstop('mailing', OTHER, '--anew', '--reason', 'Another layout');
    assert.deepEqual(
      [anew.code, /Made: .*mailing-1-2026-10-2.txt/.test(anew.out), /Sent/.test(anew.out)],
      [0, true, false],
    );
    await rm(at('mailing', OTHER, `mailing-${OTHER}-1.txt`));
    assert.equal((await curbstop('mailing', OTHER, '--edition', '1')).code, 0);
    assert.ok(first.equals(await readFile(at('mailing', OTHER, `mailing-${OTHER}-1.txt`))));
    const none = await curbstop('mailing', OTHER, '--edition', '9');
    assert.deepEqual([none.code, /has no file 9.*made were 1, 2/.test(none.err)], [1, true]);
    assert.match((await curbstop('mailing', OTHER, '--edition', '1', '--send')).err, /cannot be used with/);
  });

  it('of a server without a password, or one that others can read, is refused with what to do', async () => {
    const target = {
      kind: 'sftp',
      host: '127.0.0.1',
      port: 1,
      user: 'u',
      path: '.',
      hostKey: `SHA256:${'A'.repeat(43)}`,
    };
    await writeFile(at('target.yaml'), JSON.stringify(target));
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date());
    const set = await curbstop('setting', 'set', 'mailing-target', at('target.yaml'), '--from', today, '--post');
    assert.equal(set.code, 0, set.err);
    const bare = await curbstop('mailing', '1-2026-10', '--send');
    assert.deepEqual(
      [bare.code, /mailing-key or .*mailing-password.*nothing opens the server/s.test(bare.err)],
      [1, true],
    );
    await mkdir(at('secrets'), { recursive: true });
    await writeFile(at('secrets', 'mailing-password'), 'secret\n');
    await chmod(at('secrets', 'mailing-password'), 0o644);
    if (process.platform !== 'win32') {
      const open = await curbstop('mailing', '1-2026-10', '--send');
      assert.deepEqual([open.code, /Others on this computer can read .*chmod 600/s.test(open.err)], [1, true]);
    }
  });

  it('is refused of a run that is open or unknown', async () => {
    const open = await curbstop('mailing', '2-2026-11');
    assert.deepEqual([open.code, /not posted/.test(open.err)], [1, true]);
    assert.equal((await curbstop('mailing', '7')).code, 1);
  });
});
