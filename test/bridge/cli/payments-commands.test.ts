import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../../bridge/files/package-root.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { lockboxFile } from '../../support/town/payment-files.js';
import { townCopy } from '../../support/town/sample-town-file.js';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('the payments command', function () {
  this.timeout(300_000);
  let data = '';
  let accountId = '';
  let file = '';

  before(async () => {
    data = path.dirname(await townCopy());
    accountId = String((await rows(`SELECT min(account_id) AS id FROM account WHERE status = 'active'`))[0]?.['id']);
    file = path.join(data, 'LB1123.TXT');
    const plain = { date: '112026', time: '101500' };
    const payments = [
      { ...plain, account: accountId, cents: 2500, reference: '1' },
      { ...plain, account: 'nobody', cents: 100, reference: '2' },
    ];
    await writeFile(file, lockboxFile(payments));
    await writeFile(path.join(data, 'wrong.txt'), lockboxFile(payments).replace('T,2,2600', 'T,2,2700'));
    await writeFile(path.join(data, 'again.txt'), lockboxFile(payments.slice(0, 1)));
  });

  function payments(...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', path.join('bridge', 'main.ts'), 'payments', 'import', ...args, '--data', data],
        { cwd: packageRoot(), timeout: 60_000, env: { ...process.env, CI: '1' } },
        (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
      );
    });
  }

  async function rows(query: string): Promise<Record<string, unknown>[]> {
    const database = await openDatabase(path.join(data, 'curbstop.db'));
    try {
      return await database.raw<Record<string, unknown>[]>(query);
    } finally {
      await database.destroy();
    }
  }

  const imported = () => rows('SELECT file_name, record_count, total_cents FROM payment_import');

  it('posts a file whole, tells what it paid, and at preview keeps nothing', async () => {
    const preview = await payments(file, '--layout', 'lockbox', '--preview');
    assert.deepEqual([preview.code, preview.err], [0, '']);
    assert.match(
      preview.out,
      /2 payments, \$26\.00 in all[^]*1 to accounts[^]*1 in suspense, \$1\.00[^]*Nothing was changed/,
    );
    assert.deepEqual(await imported(), []);
    const posted = await payments(file, '--layout', 'lockbox');
    assert.match(posted.out, /Receipt \d+\./);
    assert.deepEqual(await imported(), [{ file_name: 'LB1123.TXT', record_count: 2, total_cents: 2600 }]);
    const again = await payments(file, '--layout', 'lockbox');
    assert.deepEqual([again.code, again.out], [1, '']);
    assert.match(again.err, /LB1123\.TXT was posted with receipt \d+/);
  });

  it('refuses what does not tie or is posted already with exit code 1, until the line is accepted', async () => {
    const refused: readonly (readonly [args: string[], code: number, err: RegExp])[] = [
      [['wrong.txt', '--layout', 'lockbox'], 1, /totals "2700", and the payments come to \$26\.00/],
      [['again.txt', '--layout', 'lockbox'], 1, /Line 2: .* is posted already, with receipt \d+/],
      [['again.txt'], 2, /--layout/],
    ];
    for (const [[name = '', ...args], code, err] of refused) {
      const ended = await payments(path.join(data, name), ...args);
      assert.equal(ended.code, code, ended.out);
      assert.match(ended.err, err);
    }
    assert.equal((await imported()).length, 1);
    const accepted = await payments(path.join(data, 'again.txt'), '--layout', 'lockbox', '--accept-duplicate', '2');
    assert.deepEqual([accepted.code, accepted.err], [0, '']);
  });
});
