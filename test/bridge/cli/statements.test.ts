import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { pdfPages, textOf } from '../../support/statement/pdf-text.js';
import { townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';

describe('statements from the command line', () => {
  let data = '';
  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);
  const at = (...names: string[]) => path.join(data, ...names);

  before(async () => {
    data = path.dirname(await townCopy());
  });

  it('writes the whole run as one PDF, and the same one again', async () => {
    const { code, out, err } = await curbstop('statements', RUN, '--out', at('one'));
    assert.deepEqual([code, err], [0, '']);
    const file = at('one', `statements-${RUN}.pdf`);
    const [, bills] = /^Written: (?:.*), (\d+) statements\n$/.exec(out) ?? [];
    const first = await readFile(file);
    assert.ok(pdfPages(first).length >= Number(bills), out);
    await curbstop('statements', RUN, '--out', at('again'));
    assert.ok(first.equals(await readFile(at('again', `statements-${RUN}.pdf`))));
    assert.deepEqual(await readdir(at('one')), [`statements-${RUN}.pdf`]);
  });

  it('writes a PDF for each account that is named, by its number', async () => {
    const pages = pdfPages(await readFile(at('one', `statements-${RUN}.pdf`)));
    const accounts = [
      ...pages
        .map(textOf)
        .join('\n')
        .matchAll(/^\d\d-\d{4}-\d\d$/gm),
    ].map(([account]) => account);
    const [one = '', other = ''] = [...new Set(accounts)].slice(3);
    const asked = ['--per-customer', '--account', other, '--account', one];
    const { code, out } = await curbstop('statements', RUN, '--out', at('each'), ...asked);
    assert.deepEqual([code, out], [0, `Written: 2 statements into ${at('each')}\n`]);
    assert.deepEqual((await readdir(at('each'))).sort(), [`${one}.pdf`, `${other}.pdf`].sort());
    const [page = []] = pdfPages(await readFile(at('each', `${one}.pdf`)));
    assert.equal(page.filter(({ text }) => text === one).length, 2);
  });

  it('refuses a run that is open or unknown, and an account that the run did not bill', async () => {
    const open = await curbstop('statements', '2-2026-11', '--out', at('none'));
    assert.deepEqual([open.code, /2-2026-11 is not posted.*Post the run first/s.test(open.err)], [1, true]);
    const unknown = await curbstop('statements', '7', '--out', at('none'));
    assert.deepEqual([unknown.code, /no bill run "7"/.test(unknown.err)], [1, true]);
    const stranger = await curbstop('statements', RUN, '--out', at('none'), '--account', '99');
    assert.deepEqual([stranger.code, /no bill of an account "99"/.test(stranger.err)], [1, true]);
    await assert.rejects(readdir(at('none')), { code: 'ENOENT' });
  });

  it('says where it can not write, and leaves nothing half', async () => {
    await mkdir(at('taken'));
    await writeFile(at('taken', 'file'), '');
    const { code, err } = await curbstop('statements', RUN, '--out', at('taken', 'file'));
    assert.equal(code, 1);
    assert.match(err, /taken[/\\]file is there already, and is no folder/);
    assert.deepEqual(await readdir(at('taken')), ['file']);
  });

  it('notes that they were mailed, after which only a supervisor reverses the run', async () => {
    const unknown = await curbstop('statements-mailed', '7');
    assert.deepEqual([unknown.code, /no bill run "7"/.test(unknown.err)], [1, true]);
    const noted = await curbstop('statements-mailed', RUN, '--reason', 'At the post office');
    assert.deepEqual([noted.code, noted.err], [0, '']);
    assert.match(noted.out, /noted as mailed\. Receipt \d+/);
    const reverse = ['run', 'reverse', RUN, '--person', 'coordinator'];
    const preview = await curbstop(...reverse);
    assert.match(preview.err, /there left the office already: statements/);
    assert.equal((await curbstop('run', 'reverse', RUN, '--person', 'supervisor')).code, 0);
  });
});
