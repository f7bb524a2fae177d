import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { BEACON_RUN, emptyFolder, MVRS_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('curbstop load', () => {
  const town = useTown();
  let out: string;
  beforeEach(async () => void (out = path.join(await emptyFolder(), 'out')));
  const load = (...words: string[]) => commandLine('load', ...words, '--out', out, '--data', path.dirname(town().file));

  it('writes the route books of a run, and says how many stops and where', async () => {
    const { code, out: said } = await load(MVRS_RUN);
    assert.equal(code, 0, said);
    assert.match(said, /2-2026-11 \(mvrs-upload\): \d+ stops/);
    assert.match(said, /Written: .*DOWNLOAD\.DAT\nReceipt \d+\./);
    assert.deepEqual(await readdir(out), ['DOWNLOAD.DAT']);
  });

  it('previews without writing', async () => {
    const { code, out: said } = await load(BEACON_RUN, '--preview');
    assert.equal(code, 0);
    assert.match(said, /this was a preview/);
    await assert.rejects(readdir(out));
  });

  it('refuses routes that are not of the run, and says which', async () => {
    const { code, err } = await load(BEACON_RUN, '--route', 'R99');
    assert.equal(code, 1);
    assert.match(err, /There is no route "R99" in the run/);
    await assert.rejects(readdir(out));
  });

  it('writes what fits where the rest is to be left out, and names the accounts that do not fit', async () => {
    const words = [BEACON_RUN, '--format', 'autoread'];
    const refused = await load(...words);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /leave out the accounts that do not fit/);
    await assert.rejects(readdir(out));
    const { code, out: said } = await load(...words, '--leave-out-misfits');
    assert.equal(code, 0, said);
    assert.match(said, /Account \S+, meter \S+: the AutoRead field meter .*\. The account is left out: /);
    assert.ok((await readdir(out)).length > 0);
  });

  it('is called wrongly with two ways to choose, a range without its route, or a range that is none', async () => {
    for (const words of [
      ['--route', 'R1', '--rereads'],
      ['--stops', '1-2'],
      ['--route', 'R1', '--stops', '5'],
      ['--format', 'punch-cards'],
    ]) {
      assert.equal((await load(BEACON_RUN, ...words)).code, 2, words.join(' '));
    }
  });
});
