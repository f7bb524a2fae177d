import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { commandLine, type Ended } from '../../support/command-line.js';
import { lockboxFile } from '../../support/town/payment-files.js';
import { townCopy } from '../../support/town/sample-town-file.js';

describe('the payments commands', () => {
  let data = '';
  let accountId = '';

  beforeEach(async () => {
    data = path.dirname(await townCopy());
    [accountId = ''] = await accounts('sum(amount_cents) > 5000');
  });

  const payments = (...words: string[]): Promise<Ended> => commandLine('payments', ...words, '--data', data);
  const withTown = async <Found>(work: (database: Database) => Promise<Found>): Promise<Found> => {
    const database = await openDatabase(path.join(data, 'curbstop.db'));
    try {
      return await work(database);
    } finally {
      await database.destroy();
    }
  };
  const rows = (query: string) => withTown((database) => database.raw<Record<string, unknown>[]>(query));
  const accounts = async (having: string) => {
    const found = await rows(
      `SELECT account_id AS id FROM posting JOIN account USING (account_id) WHERE status = 'active'
       GROUP BY account_id HAVING ${having} ORDER BY account_id LIMIT 2`,
    );
    return found.map(({ id }) => String(id));
  };
  const imported = () => rows('SELECT file_name, layout, record_count, total_cents FROM payment_import');
  const write = async (name: string, text: string) => {
    const file = path.join(data, name);
    await writeFile(file, text);
    return file;
  };
  const refused = async (words: string[], code: number, err: RegExp) => {
    const before = await rows('SELECT count(*) AS commands FROM command');
    const ended = await payments(...words);
    assert.equal(ended.code, code, ended.out + ended.err);
    assert.match(ended.err, err);
    assert.deepEqual(await rows('SELECT count(*) AS commands FROM command'), before);
  };

  describe('for a file', () => {
    const plain = { date: '112026', time: '101500' };
    const two = () => [
      { ...plain, account: accountId, cents: 2500, reference: '1' },
      { ...plain, account: 'nobody', cents: 100, reference: '2' },
    ];

    it('post it whole, tell what it paid, and at preview keep nothing', async () => {
      const file = await write('LB1123.TXT', lockboxFile(two()));
      const preview = await payments('import', file, '--layout', 'lockbox', '--preview');
      assert.deepEqual([preview.code, preview.err], [0, '']);
      assert.match(
        preview.out,
        /\(lockbox\): 2 payments, \$26\.00 in all[^]*ties to the file's trailer[^]*1 to accounts[^]*1 in suspense, \$1\.00[^]*Nothing was changed/,
      );
      assert.deepEqual(await imported(), []);
      const posted = await payments('import', file, '--layout', 'lockbox');
      assert.match(posted.out, /Receipt \d+\./);
      const kept = { file_name: 'LB1123.TXT', layout: 'lockbox', record_count: 2, total_cents: 2600 };
      assert.deepEqual(await imported(), [kept]);
      await refused(['import', file, '--layout', 'lockbox'], 1, /LB1123\.TXT was posted with receipt \d+/);
    });

    it('back the books up before it is posted, and post nothing where that fails; a preview needs no backup', async () => {
      const file = await write('LB1123.TXT', lockboxFile(two()));
      const backups = path.join(data, 'backups');
      await rm(backups, { recursive: true, force: true });
      await write('backups', 'a file where the folder should be');
      await refused(['import', file, '--layout', 'lockbox'], 1, /backups can not be there/);
      assert.equal((await payments('import', file, '--layout', 'lockbox', '--preview')).code, 0);
      await rm(backups);
      await mkdir(backups);
      assert.equal((await payments('import', file, '--layout', 'lockbox')).code, 0);
      const names = await readdir(backups);
      assert.ok(
        names.some((name) => name.includes('posting') && name.endsWith('.db')),
        names.join(' '),
      );
    });

    it('refuse what does not tie or is posted already, until the line is accepted', async () => {
      assert.equal(
        (await payments('import', await write('LB.TXT', lockboxFile(two())), '--layout', 'lockbox')).code,
        0,
      );
      const wrong = await write('wrong.txt', lockboxFile(two()).replace('T,2,2600', 'T,2,2700'));
      const again = await write('again.txt', lockboxFile(two().slice(0, 1)));
      await refused(['import', wrong, '--layout', 'lockbox'], 1, /totals "2700", and the payments come to \$26\.00/);
      await refused(['import', again, '--layout', 'lockbox'], 1, /Line 2: .* is posted already, with receipt \d+/);
      const accepted = await payments('import', again, '--layout', 'lockbox', '--accept-duplicate', '2');
      assert.deepEqual([accepted.code, accepted.err], [0, '']);
    });

    it('find its layout by its first line, and ask for it where that names no columns', async () => {
      const lockbox = await write('LB.TXT', lockboxFile(two()));
      await refused(['import', lockbox], 1, /does not name the columns of any payment layout[^]*: cashier, lockbox\./);
      const header = 'Account,Amount,Date,Time,Receipt,Method,Payer';
      const cashier = await write('C.CSV', `${header}\n${accountId},12.50,11/20/2026,10:15 am,R1,Check,Doe\n`);
      await refused(['import', cashier], 1, /takes the total that you counted/);
      await refused(['import', cashier, '--control-total', '12.51'], 1, /a difference of -\$0\.01/);
      const posted = await payments('import', cashier, '--control-total', '12.50');
      assert.match(posted.out, /\(cashier\): 1 payment, \$12\.50 in all[^]*ties to the control total/);
      await refused(['import', cashier, '--control-total', '0'], 2, /more than zero/);
    });
  });

  describe('for one payment', () => {
    it('post it by the clock of the utility, say what it paid and for which bill it is late', async () => {
      const words = ['post', accountId, '12.50', '--received-at', '2026-11-20T16:31', '--reference', '99'];
      const preview = await payments(...words, '--preview');
      assert.match(preview.out, /Account .*: \$12\.50, counter\.[^]*Late for bill \d+[^]*Nothing was changed/);
      const posted = await payments(...words);
      assert.deepEqual([posted.code, posted.err], [0, '']);
      assert.match(posted.out, /Receipt \d+\./);
      const [payment] = await rows('SELECT * FROM payment ORDER BY payment_number DESC LIMIT 1');
      const { account_id: paidFor, received_at: receivedAt, source, reference, amount_cents: cents } = payment ?? {};
      assert.deepEqual(
        [paidFor, receivedAt, source, reference, cents],
        [accountId, '2026-11-20T22:31:00.000Z', 'Counter', '99', 1250],
      );
    });

    it('refuse what can not be one, in words', async () => {
      const [clear = ''] = await accounts('sum(amount_cents) = 0');
      await withTown((database) => database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [clear]));
      await refused(['post', accountId, '-5.00'], 1, /A payment of -\$5\.00 can't be posted/);
      await refused(['post', accountId, '0'], 1, /A payment of \$0\.00 can't be posted/);
      await refused(['post', clear, '5'], 1, /is closed and owes nothing/);
      await refused(['post', 'nobody', '5'], 1, /no account "nobody"/);
      await refused(['post', accountId, '5', '--received-at', '2999-01-01T00:00'], 1, /still to come/);
      await refused(['post', accountId, '5', '--received-at', '2026-11-31T00:00'], 2, /a real date and a time/);
      await refused(['post', accountId, '5.001'], 2, /dollars such as/);
      await refused(['post', accountId, '5', '--source', 'x'.repeat(41)], 2, /40 characters at most/);
    });
  });
});
