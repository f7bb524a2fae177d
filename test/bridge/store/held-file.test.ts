import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { holdFile } from '../../../bridge/store/held-file.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

describe('a file that is held', () => {
  it('is held by one at a time, in one program too, and by the next once it is let go of', async () => {
    const file = path.join(await emptyFolder(), 'turn', 'turn.lock');
    const first = await holdFile(file);
    assert.ok(first);
    assert.equal(await holdFile(file), null);
    assert.equal(await holdFile(file), null, 'who was refused let nothing go');
    await first.release();
    const second = await holdFile(file);
    assert.ok(second);
    await second.release();
  });

  it('is another one than a file of another name', async () => {
    const folder = await emptyFolder();
    const [one, other] = [await holdFile(path.join(folder, 'one')), await holdFile(path.join(folder, 'other'))];
    assert.ok(one && other);
    await one.release();
    await other.release();
  });

  it('that can not be made is an error, and not held by somebody', async () => {
    const file = path.join(await emptyFolder(), 'file');
    await writeFile(file, '');
    await assert.rejects(holdFile(path.join(file, 'turn', 'turn.lock')), { code: 'ENOTDIR' });
  });
});
