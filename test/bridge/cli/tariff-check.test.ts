import assert from 'node:assert/strict';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

const FILE = (bill: string) => `metadata:\n  effective_date: 2026-01-01\nrate_structure:\n  HOME:\n    bill: ${bill}\n`;

describe('curbstop tariff check', () => {
  let folder = '';
  const file = (name: string) => path.join(folder, `${name}.owrs`);

  before(async () => {
    folder = await emptyFolder();
    await writeFile(file('good'), FILE('3*usage_ccf'));
    await writeFile(file('odd'), FILE('3*swimming_pools'));
    await writeFile(file('bad'), FILE('3*/usage_ccf'));
  });

  const check = (...args: string[]) => commandLine('tariff', 'check', ...args);

  it('ends with 0 where there is no error: nothing, or warnings alone', async () => {
    assert.deepEqual(await check(file('good')), { code: 0, out: `${file('good')}: no problem\n`, err: '' });
    const { code, out } = await check(file('odd'));
    assert.equal(code, 0);
    assert.match(out, /odd\.owrs:5:13 {2}warning {2}bill of HOME takes "swimming_pools".*\. {2}\(.*\.\)\n/);
    assert.match(out, /odd\.owrs: 0 errors, 1 warning\n$/);
  });

  it('ends with 1 for an error, a problem a line, and checks the other files', async () => {
    const { code, out } = await check(file('bad'), file('gone'), folder, file('good'));
    assert.equal(code, 1);
    const lines = out.split('\n');
    assert.match(lines[0] ?? '', /bad\.owrs:5:13 {2}error {2}bill of HOME: the formula/);
    assert.match(lines[1] ?? '', /bad\.owrs: 1 error, 0 warnings$/);
    assert.match(lines[2] ?? '', /gone\.owrs:1:1 {2}error {2}.*gone\.owrs is not there\. {2}\(Check the name/);
    assert.match(lines[4] ?? '', /:1:1 {2}error {2}.* is a folder, not a file\./);
    assert.match(lines[6] ?? '', /good\.owrs: no problem$/);
  });

  it('gives a JSON object a problem with --json, and nothing else', async () => {
    const { code, out, err } = await check('--json', file('good'), file('bad'), file('odd'));
    assert.deepEqual([code, err], [1, '']);
    const problems = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      problems.map(({ file: name, severity, code: problem, line, column }) => [name, severity, problem, line, column]),
      [
        [file('bad'), 'error', 'formula-syntax', 5, 13],
        [file('odd'), 'warning', 'unknown-data', 5, 13],
      ],
    );
    assert.ok(problems.every(({ message, fix }) => typeof message === 'string' && typeof fix === 'string'));
  });

  it('refuses a file of 50 MB without reading it, and names its size', async () => {
    const handle = await open(file('huge'), 'w');
    await handle.truncate(50_000_000);
    await handle.close();
    const { code, out } = await check(file('huge'));
    assert.equal(code, 1);
    assert.match(out, /huge\.owrs:1:1 {2}error {2}the file has 50000000 bytes; the limit is 1000000\./);
  });

  it('refuses to be called without a file', async () => {
    assert.equal((await check()).code, 2);
  });
});
