import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { pdfPages, textOf } from '../../support/statement/pdf-text.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('letters from the command line', () => {
  const town = useTown();
  const curbstop = (...args: string[]) => commandLine(...args, '--data', path.dirname(town().file));

  it('writes those of a receipt as one PDF, and the same again, and refuses a receipt without any', async () => {
    const account = await town().value<string>(`SELECT account_id FROM service WHERE service = 'water' LIMIT 1`);
    const { pullId } = await town().pull('adjustments', {});
    const typed = { account, service: 'water', kind: 'billing error', amount: -3, reason: 'Read twice' };
    await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    const receipt = String(await town().value('SELECT max(command_number) FROM command'));
    const out = path.join(path.dirname(town().file), 'out');
    const { code, out: said, err } = await curbstop('letters', receipt, '--out', out, '--account', account);
    assert.deepEqual([code, err], [0, '']);
    const file = path.join(out, `letters-${receipt}-${account}.pdf`);
    assert.equal(said, `Written: ${file}, 1 letter\n`);
    const first = await readFile(file);
    assert.match(pdfPages(first).map(textOf).join(), /made a credit of \$3\.00/);
    await curbstop('letters', receipt, '--out', out, '--account', account);
    assert.ok(first.equals(await readFile(file)));
    const refused = await curbstop('letters', '1', '--out', out);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /Receipt 1 has no letters/);
    assert.equal((await curbstop('letters', 'x', '--out', out)).code, 2);
  });
});
