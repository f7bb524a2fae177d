import assert from 'node:assert/strict';
import path from 'node:path';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';
import { push, typedRow } from '../../support/town/sheet-rows.js';
import { TestTown } from '../../support/town/town.js';

describe('reversing a push from the command line', () => {
  let data = '';
  let receipt = '';
  let account = '';

  before(async () => {
    const file = await townCopy();
    data = path.dirname(file);
    const town = new TestTown(file, await openDatabase(file));
    account = await town.value(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE status = 'active'
       GROUP BY account_id HAVING sum(amount_cents) = 0 ORDER BY account_id LIMIT 1`,
    );
    const { pullId } = await town.pull('account-entries', {});
    const fee = (amount: number) => ({ account, what: 'fee', amount, reason: 'As told' });
    const rows = [25, 10].map((amount, index) => typedRow('account-entries', `k${index}`, 5 + index, fee(amount)));
    const { receiptNumber } = await push(town, pullId, rows);
    receipt = String(receiptNumber);
    await town.close();
  });

  const curbstop = (...args: string[]) => commandLine('push', 'reverse', ...args, '--data', data);

  it('tells what it would do, and does it only with --post and a reason, for a supervisor', async () => {
    const preview = await curbstop(receipt, '--row', '5');
    assert.deepEqual([preview.code, preview.err], [0, '']);
    assert.match(preview.out, new RegExp(`^Receipt ${receipt}, Account Entries: 1 row of 2 reversed\\.`));
    assert.match(preview.out, /row 5: Fee, entry \d+\./);
    assert.match(preview.out, new RegExp(`account ${account}: owes \\$10\\.00, before \\$35\\.00`));
    assert.match(preview.out, /Nothing was changed: this was a preview/);
    const mute = await curbstop(receipt, '--row', '5', '--post');
    assert.deepEqual([mute.code, /only with a reason/.test(mute.err)], [1, true]);
    const coordinator = await curbstop(receipt, '--post', '--reason', 'x', '--person', 'coordinator');
    assert.deepEqual([coordinator.code, /Ask someone who is supervisor/.test(coordinator.err)], [1, true]);
    const done = await curbstop(receipt, '--row', '5', '--post', '--reason', 'Typed twice');
    assert.deepEqual([done.code, done.err], [0, '']);
    assert.match(done.out, /\nReceipt \d+\./);
  });

  it('writes the receipt as CSV, each row with what reversed it, and says what to do where it is no push', async () => {
    const { code, out, err } = await commandLine('push', 'receipt', receipt, '--data', data);
    assert.equal(code, 0);
    const [headings = '', first = '', second = ''] = out.split(/\r?\n/);
    assert.match(headings, /^Key,Row,Account,Customer,What became of it,Debit,Credit,Entry,/);
    assert.match(first, new RegExp(`^k0,5,${account},.*,25\\.00,,\\d+,\\d+,\\d+,".*Typed twice"$`));
    assert.match(second, new RegExp(`^k1,6,${account},.*,10\\.00,,\\d+,\\d+,,$`));
    assert.match(err, new RegExp(`Receipt ${receipt}: Account Entries, pushed by`));
    const loaded = await commandLine('push', 'receipt', '1', '--data', data);
    assert.deepEqual([loaded.code, /is no push of a sheet/.test(loaded.err)], [1, true]);
  });

  it('says what is in the way, and of a row that is not there', async () => {
    const again = await curbstop(receipt, '--row', '5', '--row', '6', '--post', '--reason', 'Typed twice');
    assert.equal(again.code, 1);
    assert.match(again.err, /Row 5 is already reversed, by receipt \d+/);
    const unknown = await curbstop(receipt, '--row', '99');
    assert.match(unknown.err, new RegExp(`Receipt ${receipt} pushed no row 99`));
    const wrong = await curbstop('none');
    assert.deepEqual([wrong.code, /no number of a receipt/.test(wrong.err)], [2, true]);
    assert.equal((await curbstop(receipt, '--post', '--reason', 'The rest')).code, 0);
    assert.match((await curbstop(receipt)).err, /is already reversed, by receipts \d+, \d+/);
  });
});
