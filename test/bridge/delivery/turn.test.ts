import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { takeTurn } from '../../../bridge/delivery/turn.js';
import { commandLine } from '../../support/command-line.js';
import { foldersOf } from '../../support/delivery/office.js';
import { emptyFolder, townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';

describe('the turn to send', () => {
  it('tells what is being sent while it lasts, and nothing of it once it has ended', async () => {
    const folders = foldersOf({ file: path.join(await emptyFolder(), 'curbstop.db') });
    const told = () => readFile(path.join(folders.sending, 'what.txt'), 'utf8');
    const turn = await takeTurn(folders, 'ebill', RUN);
    assert.equal(await told(), `The e-mail of the run ${RUN}`);
    await assert.rejects(takeTurn(folders, 'mailing', RUN), {
      code: 'sending-under-way',
      message: new RegExp(`^The e-mail of the run ${RUN} is being sent at this moment`),
    });
    await turn.end();
    assert.equal(await told(), '');
  });

  it('that can not be taken is told to the command line by the name of its file, in words alone', async () => {
    const data = path.dirname(await townCopy());
    const lock = path.join(data, 'sending', 'turn.lock');
    await mkdir(lock, { recursive: true });
    const { code, err } = await commandLine('mailing', RUN, '--send', '--data', data);
    assert.equal(code, 1);
    assert.ok(err.startsWith(`The file ${lock}, which keeps two programs from`), err);
    assert.doesNotMatch(err, /SQLITE/);
  });
});
