import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeUnfinished, saveFiles, saveWhole } from '../../../bridge/files/save-files.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

const BYTES = Buffer.from('FHD\r\n');

describe('files for another program', () => {
  it('are written into a folder that is made, for their owner alone, and replace those of the same name', async () => {
    const folder = path.join(await emptyFolder(), 'loads', 'load-1');
    await saveFiles(folder, [{ fileName: 'DOWNLOAD.DAT', bytes: Buffer.from('old, and longer than the new one') }]);
    const [file = ''] = await saveFiles(folder, [{ fileName: 'DOWNLOAD.DAT', bytes: BYTES }]);
    assert.equal(file, path.join(folder, 'DOWNLOAD.DAT'));
    assert.deepEqual(await readFile(file), BYTES);
    assert.equal((await stat(file)).mode & 0o077, 0);
    assert.deepEqual(await readdir(folder), ['DOWNLOAD.DAT']);
  });

  it('never leave the folder, whatever they are named', async () => {
    const folder = path.join(await emptyFolder(), 'inside');
    const [file] = await saveFiles(folder, [{ fileName: '../../outside.dat', bytes: BYTES }]);
    assert.equal(file, path.join(folder, 'outside.dat'));
  });

  it('are there whole or not at all', async () => {
    const folder = await emptyFolder();
    await mkdir(path.join(folder, 'taken.dat'));
    await writeFile(path.join(folder, 'taken.dat', 'kept'), 'x');
    await assert.rejects(saveFiles(folder, [{ fileName: 'taken.dat', bytes: BYTES }]));
    assert.deepEqual(await readdir(folder), ['taken.dat']);
  });

  it('are not removed unfinished while they are written, by this program or another that runs', async () => {
    const folder = await emptyFolder();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)']);
    const ofOther = `8.pdf.${other.pid}.${randomUUID()}.part`;
    await writeFile(path.join(folder, ofOther), BYTES);
    try {
      await saveWhole(path.join(folder, '9.pdf'), async (handle) => {
        await removeUnfinished(folder);
        assert.equal((await readdir(folder)).length, 2);
        await handle.writeFile(BYTES);
      });
      assert.deepEqual((await readdir(folder)).sort(), [ofOther, '9.pdf'].sort());
    } finally {
      other.kill('SIGKILL');
    }
    await once(other, 'exit');
    await removeUnfinished(folder);
    assert.deepEqual(await readdir(folder), ['9.pdf']);
  });

  it('are removed where a program that was stopped left them unfinished, and no others are', async () => {
    const folder = await emptyFolder();
    const unfinished = `9.pdf.${randomUUID()}.part`;
    await saveFiles(path.join(folder, 'run'), [
      { fileName: unfinished, bytes: BYTES },
      { fileName: 'spare.part', bytes: BYTES },
      { fileName: '9.pdf', bytes: BYTES },
    ]);
    await removeUnfinished(folder);
    assert.deepEqual(await readdir(path.join(folder, 'run')), ['9.pdf', 'spare.part']);
  });
});
