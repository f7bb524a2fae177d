import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { postedTotals } from '../../../bridge/queries/posted-run.js';
import { ledgerHead } from '../../../bridge/queries/proof/verify-ledger.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

const RUN = '2-2026-10';

describe('reversing a run from the command line, and proving what was noted before', () => {
  let data = '';
  let total = '';
  let bills = 0;
  let headBefore = '';

  before(async () => {
    data = path.dirname(await townCopy());
    const database = await openDatabase(path.join(data, 'curbstop.db'));
    const posted = await postedTotals(database, RUN);
    // With its commas and its sign, as a preview tells it.
    total = centsToDollars(posted.totalCents);
    bills = posted.bills;
    headBefore = (await ledgerHead(database)).hash;
    await database.destroy();
  });

  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);

  it('tells what it would do, and does it only with the total and a reason', async () => {
    const preview = await curbstop('run', 'reverse', RUN);
    assert.deepEqual([preview.code, preview.err], [0, '']);
    assert.match(preview.out, new RegExp(`^Run ${RUN}: ${bills} bills, \\$`));
    assert.match(preview.out, /Nothing was changed: this was a preview/);
    const wrong = await curbstop('run', 'reverse', RUN, '--total', '1.00', '--reason', 'Wrong rates');
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /not the total of the run 2-2026-10: it is \$.* Nothing was changed/);
    const mute = await curbstop('run', 'reverse', RUN, '--total', total);
    assert.deepEqual([mute.code, /only with a reason/.test(mute.err)], [1, true]);
    const done = await curbstop('run', 'reverse', RUN, '--total', total, '--reason', 'Wrong rates');
    assert.deepEqual([done.code, done.err], [0, '']);
    assert.match(done.out, /open again as run 2-2026-10-2, billed .* and due .*\.\nReceipt \d+\./);
    assert.ok(
      (await readdir(path.join(data, 'backups'))).some((name) => name.includes('posting')),
      'backed up before it',
    );
  });

  it('proves as JSON that the books go on from a head noted earlier', async () => {
    const { code, out } = await curbstop('verify', '--json', '--since', headBefore);
    const proof = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual([code, proof['isProven'], proof['findings']], [0, true, []]);
    assert.deepEqual(proof['since'], { receiptNumber: 1 });
    assert.notDeepEqual(proof['head'], { receiptNumber: 1, hash: headBefore });
    assert.match(
      (await curbstop('verify', '--since', headBefore.slice(0, 12))).out,
      /from the head that was noted, of receipt 1/,
    );
  });

  it('finds that a noted head is not in the chain', async () => {
    const noted = 'f'.repeat(12);
    const { code, out } = await curbstop('verify', '--since', noted);
    assert.equal(code, 1);
    assert.match(out, /WRONG {2}The head ffffffffffff that was noted is not in the chain/);
    const { code: called, err } = await curbstop('verify', '--since', 'abc');
    assert.deepEqual([called, /at least 12 digits/.test(err)], [2, true]);
  });

  it('says that a clock which is not behind needs no acceptance', async () => {
    const { code, out } = await curbstop('accept-clock', '--reason', 'It was ahead');
    assert.deepEqual([code, /not behind the last receipt. Nothing was changed/.test(out)], [0, true]);
  });
});
