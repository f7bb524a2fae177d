import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeUnfinished, saveFiles } from '../../../bridge/files/save-files.js';
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
