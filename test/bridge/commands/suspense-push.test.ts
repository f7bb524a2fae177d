import assert from 'node:assert/strict';
import { importPayments } from '../../../bridge/commands/import-payments.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { account } from '../../../bridge/queries/account.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { lockboxFile } from '../../support/town/payment-files.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from '../../support/town/sheet-rows.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

describe('pushing the Suspense sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;
  let accountId: string;

  beforeEach(async () => {
    const plain = { date: '112026', time: '101500' };
    const text = lockboxFile([
      { ...plain, account: '00-123', cents: 2500, reference: 'a', payer: '=R. DOE' },
      { ...plain, account: 'nobody', cents: 700, reference: 'b', time: '090000' },
    ]);
    const contentBase64 = Buffer.from(text, 'latin1').toString('base64');
    await town().run(importPayments, { fileName: 'LB.TXT', contentBase64, layout: 'lockbox' });
    sheet = await town().pull('suspense', {});
    accountId = await town().value(
      `SELECT account_id FROM posting WHERE ledger_account = '1130'
       GROUP BY account_id HAVING sum(amount_cents) = 6000 ORDER BY account_id LIMIT 1`,
    );
  });

  const send = (edits: Edits, options: PushOptions = {}) =>
    push(town(), sheet.pullId, pushRowsOf('suspense', sheet, edits), options);
  const apply = (changes: Readonly<Record<string, SheetCell>> = {}) => {
    return { action: 'apply', account: accountId, reason: 'Digits swapped', ...changes };
  };
  const GIVE_BACK = { action: 'return', reason: 'No customer of ours' };
  const suspense = () =>
    town().value<number>(`SELECT coalesce(sum(amount_cents), 0) FROM posting WHERE ledger_account = '2410'`);
  const codes = async (changes: Readonly<Record<string, SheetCell>>) => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await send({ 1: changes });
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await town().dump()) === before, 'something was written');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  };

  it('shows what stands in suspense, the oldest first, with the account as the file has it', () => {
    const columns = ['key', 'received', 'amount', 'accountText', 'payer', 'cause', 'reference', 'file'];
    assert.deepEqual(
      sheet.rows.map((row) => columns.map((column) => cell('suspense', row, column))),
      [
        ['2', '2026-11-20', '7.00', 'nobody', null, 'No such account', 'b', 'LB.TXT, line 3'],
        ['1', '2026-11-20', '25.00', '00-123', '=R. DOE', 'No such account', 'a', 'LB.TXT, line 2'],
      ],
    );
  });

  it('puts a payment to its account by the rule, as of when the money came, and gives another back', async () => {
    const before = (await account(town().database, accountId)).balanceCents;
    const { outcome, reply } = await send({ 1: apply(), 2: GIVE_BACK });
    assert.deepEqual([outcome, reply.applied, reply.issues], ['applied', 2, []]);
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, accountId: id, amountCents }) => [ledgerAccount, id, amountCents]),
      [
        ['2410', null, 700],
        ['1010', null, -700],
        ['2410', accountId, 2500],
        ['1130', accountId, -2000],
        ['1120', accountId, -500],
      ],
    );
    assert.equal((await account(town().database, accountId)).balanceCents, before - 2500);
    assert.equal(await suspense(), 0);
    const [payment] = await town().database.raw<Record<string, unknown>[]>(
      `SELECT account_id, received_at, payment.reference, payment.amount_cents, effective_on
       FROM suspense_resolution JOIN payment USING (payment_number) JOIN journal_entry ON journal_entry.entry_number = payment.entry_number`,
    );
    assert.deepEqual(payment, {
      account_id: accountId,
      received_at: '2026-11-20T16:15:00.000Z',
      reference: 'a',
      amount_cents: 2500,
      effective_on: '2026-11-23',
    });
    assert.deepEqual((await town().pull('suspense', {})).rows, []);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('resolves a payment once: the same push changes nothing, and what others resolved is a conflict', async () => {
    await send({ 1: apply() });
    const entries = () => town().value<number>('SELECT count(*) FROM journal_entry');
    const before = await entries();
    await send({ 1: apply() });
    const { outcome, reply } = await send({ 1: GIVE_BACK });
    assert.equal(outcome, 'refused');
    assert.ok(reply.issues.length > 0);
    assert.deepEqual([await entries(), await suspense()], [before, -700]);
  });

  it('refuses a row that lacks something, an account that there is not, and one that is closed and owes nothing', async () => {
    const clear = await town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
    await town().database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [clear]);
    assert.deepEqual(await codes({ account: accountId }), ['action missing']);
    assert.deepEqual(await codes({ action: 'return' }), ['reason missing']);
    assert.deepEqual(await codes(apply({ account: null })), ['account missing']);
    assert.deepEqual(await codes(apply({ account: 'nobody' })), ['account unknown-account']);
    assert.deepEqual(await codes(apply({ account: clear })), ['account account-closed']);
    assert.deepEqual(await codes({ ...GIVE_BACK, account: accountId }), ['account account-not-used']);
  });

  it('shows at preview what it then does, and leaves no trace of it', async () => {
    const before = JSON.stringify(await town().dump());
    const { reply } = await send({ 1: apply(), 2: apply() }, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    assert.deepEqual((await send({ 1: apply(), 2: apply() })).reply, reply);
  });
});
