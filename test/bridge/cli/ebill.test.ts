import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bounceOf } from '../../support/delivery/bounce-message.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';

describe('e-bill notices from the command line', () => {
  let data = '';
  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);
  const at = (...names: string[]) => path.join(data, ...names);

  before(async () => {
    data = path.dirname(await townCopy());
  });

  it('are told before they are sent, sent once, and told after', async () => {
    const before = await curbstop('ebill', RUN);
    assert.match(before.out, /\d+ e-bill accounts, 0 notices sent\.\n {2}\d+ not sent yet: add --send\./);
    const sent = await curbstop('ebill', RUN, '--send');
    assert.deepEqual([sent.code, sent.err], [0, '']);
    const [, accounts, notices] = /(\d+) e-bill accounts, (\d+) notices sent/.exec(sent.out) ?? [];
    assert.equal(accounts, notices);
    assert.equal((await readdir(at('ebill', 'to-send'))).length, Number(notices));
    assert.equal((await curbstop('ebill', RUN, '--send')).out, sent.out);
  });

  it('are made again as they were sent, and that goes with nothing else', async () => {
    const { code, out } = await curbstop('ebill', RUN, '--make');
    const [, count, folder = ''] = /Made again as sent: (\d+) notices, in (.*)\n/.exec(out) ?? [];
    const sent = await readdir(at('ebill', 'to-send'));
    assert.deepEqual([code, Number(count), (await readdir(folder)).sort()], [0, sent.length, sent.sort()]);
    assert.match((await curbstop('ebill', RUN, '--make', '--send')).err, /cannot be used with/);
  });

  it('that came back are read out of a folder, and their bills get a file for the mailing service', async () => {
    const [name = ''] = await readdir(at('ebill', 'to-send'));
    await mkdir(at('back'));
    const messageId = `<${path.basename(name, '.eml')}@example.com>`;
    await writeFile(at('back', '1.eml'), bounceOf({ email: 'who@example.com', messageId }));
    const { code, out } = await curbstop('ebill', 'bounces', at('back'));
    assert.equal(code, 0);
    assert.match(out, /Read 1 message: 1 notice came back, 0 known before.*curbstop mailing 2-2026-10 --paper --send/s);
    assert.match((await curbstop('ebill', RUN)).out, /1 came back:\n {4}\d\d-\d{4}-\d\d \S+@example/);
    const paper = await curbstop('mailing', RUN, '--paper', '--send');
    assert.deepEqual([paper.code, /Made:.*1 account,.*Sent to/s.test(paper.out)], [0, true]);
    const none = await curbstop('mailing', RUN, '--paper', '--send');
    assert.deepEqual([none.code, /No e-bill of the run/.test(none.err)], [1, true]);
  });

  it('are given up with a reason, of one account or of all that are not sent, and go on paper', async () => {
    const OTHER = '1-2026-10';
    const [, listed = ''] = /: (\d+) e-bill accounts/.exec((await curbstop('ebill', OTHER)).out) ?? [];
    const mute = await curbstop('ebill', OTHER, '--give-up');
    assert.deepEqual([mute.code, /only with a reason/.test(mute.err)], [1, true]);
    const unknown = await curbstop('ebill', OTHER, '--give-up', '--account', '99-9999-99', '--reason', 'Gone');
    assert.deepEqual([unknown.code, /No e-bill notice of the run 1-2026-10/.test(unknown.err)], [1, true]);
    const all = await curbstop('ebill', OTHER, '--give-up', '--reason', 'No mail server yet');
    assert.match(all.out, new RegExp(`${listed} were given up:`));
    assert.match(all.out, /No mail server yet\n.*Their bills go on paper: curbstop mailing 1-2026-10 --paper --send/s);
    const both = await curbstop('ebill', OTHER, '--give-up', '--send');
    assert.match(both.err, /cannot be used with/);
  });

  it('are refused of an open run, and bounces of a folder that is not there', async () => {
    assert.match((await curbstop('ebill', '2-2026-11', '--send')).err, /not posted/);
    assert.match((await curbstop('ebill', 'bounces', at('nowhere'))).err, /nowhere is not there/);
  });
});
