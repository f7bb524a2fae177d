import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../../bridge/store/make-folder.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

describe('a folder that is made', () => {
  it('is made with those above it, for their owner alone', async () => {
    const folder = path.join(await emptyFolder(), 'one', 'two');
    makeFolder(folder);
    makeFolder(folder);
    assert.equal((await stat(folder)).mode & 0o077, 0);
  });

  for (const [folder, root] of [
    ['Z:\\Curbstop\\data', 'Z:\\'],
    ['\\\\office\\books\\Curbstop', '\\\\office\\books\\'],
  ] as const)
    it(`is refused where ${root} is not there, and nothing is made`, () => {
      assert.throws(() => makeFolder(folder, (below) => path.win32.dirname(below)), {
        code: 'drive-missing',
        message: `The drive or share ${root} is not there, so no folder could be made on it.`,
      });
      assert.ok(!existsSync(folder));
    });
});
