import assert from 'node:assert/strict';
import type { PushRow, SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import { receipts } from '../../../../bridge/queries/receipts.js';
import {
  assertBooksProven,
  refusedReversal,
  refusedRows,
  reversePushed,
  standing,
  uneven,
} from '../../../support/town/push-reversal.js';
import { WHEN_COLLECTED } from '../../../support/ledger/starting-chart.js';
import { LAST_POSTED, reverse } from '../../../support/town/run-reversal.js';
import { TODAY } from '../../../support/town/sample-town-file.js';
import { adjustmentRow, push, typedRow } from '../../../support/town/sheet-rows.js';
import { TestTown, useTown } from '../../../support/town/town.js';

describe('reversing a push of Adjustments', () => {
  const town = useTown();
  let pullId: string;
  let owing: string;
  let clear: string;

  beforeEach(async () => {
    ({ pullId } = await town().pull('adjustments', {}));
    owing = await town().value(
      `SELECT account_id FROM posting WHERE ledger_account = '1110'
       GROUP BY account_id HAVING sum(amount_cents) > 10000 ORDER BY account_id LIMIT 1`,
    );
    clear = await town().value(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE status = 'active'
       GROUP BY account_id HAVING sum(amount_cents) = 0 ORDER BY account_id LIMIT 1`,
    );
  });

  const row = (key: string, changes: Readonly<Record<string, SheetCell>> = {}, sheetRow = 5): PushRow =>
    adjustmentRow(key, sheetRow, {
      ...{ account: owing, service: 'water', kind: 'goodwill', amount: -12.34, reason: 'Service line leak' },
      ...changes,
    });
  const rows = () => [row('k1'), row('k2', { account: clear, service: 'garbage', amount: 20 }, 6)];
  const send = async (typed: PushRow[] = rows()) => {
    const answer = await push(town(), pullId, typed, { role: 'supervisor' });
    assert.equal(answer.outcome, 'applied', JSON.stringify(answer.reply.issues));
    return answer.receiptNumber;
  };

  const balance = (account: string) =>
    town().value<number>('SELECT coalesce(sum(amount_cents), 0) FROM posting WHERE account_id = ?', [account]);

  it('leaves accounts and ledger as they were, by entries the other way', async () => {
    const before = await standing(town(), [owing, clear]);
    const unevenBefore = await uneven(town());
    const receipt = await send();
    const { outcome, reply, receiptNumber } = await reversePushed(town(), receipt);
    assert.equal(outcome, 'applied');
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['1130', -2000],
        ['2120', 2000],
        ['4010', -1234],
        ['1110', 1234],
      ],
    );
    const made = await town().database.raw<{ kind: string; reverses: number | null }[]>(
      'SELECT kind, reverses FROM journal_entry WHERE command_number = ?',
      [receiptNumber],
    );
    assert.ok(made.every(({ kind, reverses }) => kind === 'reversal' && reverses !== null));
    assert.deepEqual(await standing(town(), [owing, clear]), before);
    assert.deepEqual(await uneven(town()), unevenBefore);
    await assertBooksProven(town());
  });

  it('is of the rows that were picked, and the others stand until they are reversed, too', async () => {
    const before = await standing(town(), [owing, clear]);
    const receipt = await send();
    const first = await reversePushed(town(), receipt, { rows: ['k1'] });
    assert.deepEqual(
      first.reply.rows.map(({ key, state, reversedBy }) => [key, state, reversedBy]),
      [
        ['k1', 'reversed', null],
        ['k2', 'standing', null],
      ],
    );
    assert.deepEqual(
      first.reply.balances.map(({ accountId, beforeCents, afterCents }) => [accountId, afterCents - beforeCents]),
      [[owing, 1234]],
    );
    assert.equal(await town().value('SELECT sum(amount_cents) FROM posting WHERE account_id = ?', [clear]), 2000);
    const rest = await reversePushed(town(), receipt);
    assert.deepEqual(
      rest.reply.rows.map(({ key, state, reversedBy }) => [key, state, reversedBy]),
      [
        ['k1', 'reversed-before', first.receiptNumber],
        ['k2', 'reversed', null],
      ],
    );
    assert.deepEqual(await standing(town(), [owing, clear]), before);
    await assertBooksProven(town());
  });

  it('shows before what it does: the preview says what the reversal then says, and changes nothing', async () => {
    const receipt = await send();
    const before = JSON.stringify(await town().dump());
    const preview = await reversePushed(town(), receipt, { dryRun: true, reason: '' });
    assert.equal(preview.outcome, 'previewed');
    assert.ok(JSON.stringify(await town().dump()) === before);
    const done = await reversePushed(town(), receipt);
    assert.deepEqual(done.reply, preview.reply);
  });

  it('is done by the rules of the day of what it had paid, where the rules of accounting changed in between', async () => {
    const account = '07-0001-01';
    const owed = await town().value<number>(
      `SELECT sum(amount_cents) FROM posting WHERE account_id = ? AND ledger_account = '1130'`,
      [account],
    );
    await town().writeSetting('accounting', TODAY, WHEN_COLLECTED);
    const unevenBefore = await uneven(town());
    const receipt = await send([row('k1', { account, service: 'garbage', amount: -owed / 100 })]);
    await reverse(town(), LAST_POSTED);
    const { outcome, reply } = await reversePushed(town(), receipt);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    await assertBooksProven(town());
    assert.deepEqual(await uneven(town()), unevenBefore);
    const other = await TestTown.open();
    try {
      await other.writeSetting('accounting', TODAY, WHEN_COLLECTED);
      await reverse(other, LAST_POSTED);
      assert.deepEqual(await standing(town(), [account]), await standing(other, [account]), 'as if it had never been');
    } finally {
      await other.close();
    }
  });

  it('is done once: again it is refused, whole and by row', async () => {
    const receipt = await send();
    const { receiptNumber } = await reversePushed(town(), receipt);
    const again = await refusedReversal(town(), receipt, 'already-reversed');
    assert.match(again.message, new RegExp(`by receipt ${receiptNumber ?? ''}\\.`));
    assert.deepEqual(await refusedRows(town(), receipt, { rows: ['k2'] }), ['k2 already-reversed']);
  });

  it('is refused of rows and receipts that are not there, of no push, and of a reversal itself', async () => {
    const receipt = await send();
    assert.deepEqual(await refusedRows(town(), receipt, { rows: ['k1', 'k9'] }), ['k9 unknown-row']);
    await refusedReversal(town(), 99_999, 'unknown-receipt');
    const { receiptNumber } = await reversePushed(town(), receipt);
    await refusedReversal(town(), receiptNumber, 'not-a-push');
    const run = await town().value<number>(`SELECT max(command_number) FROM command WHERE kind <> 'push-sheet'`);
    await refusedReversal(town(), run, 'not-a-push');
  });

  it('is for the supervisor, and only with a reason', async () => {
    const receipt = await send();
    for (const role of ['coordinator', 'auditor'] as const) {
      await refusedReversal(town(), receipt, 'role-not-allowed', { role });
      await refusedReversal(town(), receipt, 'role-not-allowed', { role, dryRun: true });
    }
    await refusedReversal(town(), receipt, 'reason-missing', { reason: ' ' });
  });

  it('is dated today, and refused where that is in a closed period', async () => {
    const receipt = await send();
    const { reply } = await reversePushed(town(), receipt, { rows: ['k1'] });
    const entry = reply.journal[0]?.entryNumber ?? 0;
    assert.equal(await town().value('SELECT effective_on FROM journal_entry WHERE entry_number = ?', [entry]), TODAY);
    await town().database.raw(
      `INSERT INTO period_closing (closing_number, closed_through, command_number) VALUES (900, ?, ?)`,
      [TODAY, receipt],
    );
    await refusedReversal(town(), receipt, 'closed-period', { rows: ['k2'] });
  });

  it('takes credit back from what it paid of other services, and from what the account has left', async () => {
    const water = await town().value<number>(
      `SELECT sum(amount_cents) FROM posting WHERE account_id = ? AND ledger_account = '1110'`,
      [owing],
    );
    const before = await standing(town(), [owing]);
    const receipt = await send([row('k1', { amount: (-water - 100) / 100 })]);
    await reversePushed(town(), receipt);
    assert.deepEqual(await standing(town(), [owing]), before);
    await assertBooksProven(town());
  });

  it('is refused where its credit was refunded since, until the refund is reversed', async () => {
    const receipt = await send([row('k1', { account: clear, amount: -30 })]);
    const { pullId: entries } = await town().pull('account-entries', {});
    const typed = { account: clear, what: 'credit refund', amount: 20, reason: 'As told' };
    const refund = await push(town(), entries, [typedRow('account-entries', 'e1', 5, typed)], { role: 'supervisor' });
    assert.deepEqual(await refusedRows(town(), receipt), ['k1 credit-gone']);
    await reversePushed(town(), refund.receiptNumber);
    await reversePushed(town(), receipt);
    await assertBooksProven(town());
  });

  it('is done where the bill that it credited was reversed since: its credit is taken back where it is by now', async () => {
    const account = await town().value<string>(
      `SELECT bill.account_id FROM bill JOIN posting ON posting.entry_number = bill.entry_number
       WHERE bill_run_id = ? AND ledger_account = '1110' AND (SELECT sum(amount_cents) FROM posting AS all_of_it
         WHERE all_of_it.account_id = bill.account_id AND ledger_account = '1110') = posting.amount_cents LIMIT 1`,
      [LAST_POSTED],
    );
    const receipt = await send([row('k1', { account, amount: -1 })]);
    await reverse(town());
    const before = await balance(account);
    await reversePushed(town(), receipt);
    assert.equal(await balance(account), before + 100);
    await assertBooksProven(town());
  });

  it('takes a charge and the row that credits it back in either order, in one receipt or in two', async () => {
    const before = await standing(town(), [clear]);
    const both = [row('k1', { account: clear, amount: 50 }), row('k2', { account: clear, amount: -50 }, 6)];
    for (const order of [['k1', 'k2'], ['k2', 'k1'], [undefined]]) {
      const { pullId: other } = await town().pull('adjustments', {});
      const { receiptNumber } = await push(town(), other, both, { role: 'supervisor' });
      for (const key of order) await reversePushed(town(), receiptNumber, key === undefined ? {} : { rows: [key] });
      assert.deepEqual(await standing(town(), [clear]), before);
    }
    const { pullId: other } = await town().pull('adjustments', {});
    const charge = await push(town(), other, both.slice(0, 1), { role: 'supervisor' });
    const credit = await push(town(), other, both, { role: 'supervisor' });
    for (const { receiptNumber } of [charge, credit]) await reversePushed(town(), receiptNumber);
    assert.deepEqual(await standing(town(), [clear]), before);
    await assertBooksProven(town());
  });

  it('frees what the person may adjust on the account that day', async () => {
    const full = [row('k1', { amount: -500 })];
    const typed = (key: string) => [...full, row(key, { amount: -500 }, 6)];
    const first = await push(town(), pullId, full);
    assert.equal(first.outcome, 'applied', JSON.stringify(first.reply.issues));
    const above = await push(town(), pullId, typed('k2'));
    assert.match(above.reply.rows.find(({ key }) => key === 'k2')?.text ?? '', /^Waits for approval/);
    await reversePushed(town(), first.receiptNumber);
    const { reply } = await push(town(), pullId, [...typed('k2'), row('k3', { amount: -500 }, 7)]);
    assert.match(reply.rows.find(({ key }) => key === 'k3')?.text ?? '', /^Credit \$500\.00/);
  });

  it('is told by the receipt: by whom, when and why, and how many rows stand', async () => {
    const receipt = await send();
    const { receiptNumber } = await reversePushed(town(), receipt, { rows: ['k1'], reason: 'Typed twice' });
    const listed = await receipts(town().database);
    const pushed = listed.find((each) => each.receiptNumber === receipt);
    assert.equal(pushed?.standingRows, 1);
    assert.deepEqual(
      pushed.reversals.map(({ appliedAt, ...each }) => ({ ...each, isDated: appliedAt.startsWith(TODAY) })),
      [{ receiptNumber, personName: 'Marcus Ellerbee', reason: 'Typed twice', rows: 1, isDated: true }],
    );
    const reversal = listed.find((each) => each.receiptNumber === receiptNumber);
    assert.deepEqual([reversal?.title, reversal?.reversedReceipt], ['Push reversed', receipt]);
    assert.deepEqual([reversal?.standingRows, reversal?.hasEntries], [null, true]);
  });

  it('is said in the sheet that is still open, whose rows are posted again only as new ones', async () => {
    const receipt = await send();
    const { receiptNumber } = await reversePushed(town(), receipt, { rows: ['k1'] });
    const again = await push(town(), pullId, rows());
    assert.deepEqual(
      again.reply.rows.map(({ key, state, text }) => [key, state, text]),
      [
        ['k1', 'unchanged', `Reversed by receipt ${receiptNumber ?? ''}.`],
        ['k2', 'unchanged', `Done with receipt ${receipt ?? ''}.`],
      ],
    );
    assert.deepEqual(again.reply.notices, [
      '1 row is reversed and stays so: enter what is to be posted again as new rows.',
    ]);
    const anew = await push(town(), pullId, [...rows(), row('k3', {}, 7)]);
    assert.deepEqual([anew.outcome, anew.reply.applied], ['applied', 1]);
  });

  it('lets the same be typed anew in place of the reversed row, and says so where that row is edited instead', async () => {
    const receipt = await send([row('A1-K3QX9')]);
    const { receiptNumber } = await reversePushed(town(), receipt);
    const edited = await push(town(), pullId, [row('A1-K3QX9', { amount: -10 })]);
    assert.deepEqual(
      edited.reply.issues.map(({ code, message, fix }) => [code, message, fix]),
      [
        [
          'already-posted',
          `Row 5 was posted with receipt ${receipt ?? ''}, which receipt ${receiptNumber ?? ''} reversed, and can't be changed.`,
          'Put the row back as it was, and enter what is right as a new row.',
        ],
      ],
    );
    const { fix } = await refusedReversal(town(), receipt, 'already-reversed');
    assert.match(fix, /enter its rows as new ones/);
    assert.match((await refusedReversal(town(), receiptNumber, 'not-a-push')).fix, /^Enter the rows as new ones/);
    const anew = await push(town(), pullId, [row('A2-AAAAA')]);
    assert.deepEqual([anew.outcome, anew.reply.applied, anew.reply.issues], ['applied', 1, []]);
  });
});
