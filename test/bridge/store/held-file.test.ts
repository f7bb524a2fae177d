import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../../../bridge/contract/problem.js';
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

  for (const [what, spoil] of [
    ['can not be made', (file: string) => writeFile(path.dirname(file), '')],
    ['is a folder', (file: string) => mkdir(file, { recursive: true })],
    [
      'is no lock',
      async (file: string) => {
        await mkdir(path.dirname(file));
        await writeFile(file, 'x'.repeat(4096));
      },
    ],
  ] as const)
    it(`that ${what} is refused by its name, and not taken for held by somebody`, async () => {
      const file = path.join(await emptyFolder(), 'turn', 'turn.lock');
      await spoil(file);
      await assert.rejects(holdFile(file), (error: unknown) => {
        assert.ok(error instanceof CurbstopError);
        assert.deepEqual([error.code, error.status], ['file-not-held', 409]);
        assert.ok(error.message.includes(file));
        assert.match(error.fix, /you may read and write it .* delete the file/);
        return true;
      });
    });
});
