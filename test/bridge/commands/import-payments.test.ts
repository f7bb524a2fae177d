import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { importPayments } from '../../../bridge/commands/import-payments.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { account } from '../../../bridge/queries/account.js';
import { openItems } from '../../../bridge/queries/open-items.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { lockboxFile, type LockboxLine } from '../../support/town/payment-files.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { actorOf, useTown, type RunOptions } from '../../support/town/town.js';

describe('posting a payment file', () => {
  const town = useTown();
  /** Three who owe for three months. */
  let debtors: string[];

  beforeEach(async () => {
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM posting WHERE ledger_account = '1130'
       GROUP BY account_id HAVING sum(amount_cents) = 6000 ORDER BY account_id LIMIT 3`,
    );
    debtors = rows.map((row) => row.account_id);
  });

  const send = (text: string, changes: Readonly<Record<string, unknown>> = {}, options: RunOptions = {}) => {
    const contentBase64 = Buffer.from(text, 'latin1').toString('base64');
    const payload = { fileName: 'LB1123.TXT', contentBase64, layout: 'lockbox', ...changes };
    return town().run(importPayments, payload, options);
  };
  const sendLines = (lines: readonly LockboxLine[], changes: Readonly<Record<string, unknown>> = {}) =>
    send(lockboxFile(lines), changes);
  const debtor = (place: number) => debtors[place] ?? '';
  const line = (place: number, cents: number, changes: Partial<LockboxLine> = {}): LockboxLine => {
    return { account: debtor(place), cents, date: '112026', time: '101500', reference: `4711${place}`, ...changes };
  };
  const owed = async (accountId: string) => (await account(town().database, accountId)).balanceCents;
  const balanceOf = (ledgerAccount: string) =>
    town().value<number>('SELECT coalesce(sum(amount_cents), 0) FROM posting WHERE ledger_account = ?', [
      ledgerAccount,
    ]);
  const close = (accountId: string) =>
    town().database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [accountId]);
  const unchanged = async (attempt: () => Promise<unknown>) => {
    const before = JSON.stringify(await town().dump());
    await attempt();
    assert.ok(JSON.stringify(await town().dump()) === before, 'something was written');
  };
  const codes = async (sent: ReturnType<typeof send>) => {
    const { outcome, receiptNumber, reply } = await sent;
    assert.deepEqual([outcome, receiptNumber], ['refused', null]);
    return reply.issues.map(({ rowKey, code }) => `${rowKey} ${code}`);
  };

  it('posts each payment on its day, says what they paid, and puts an unknown account into suspense', async () => {
    const [first, second, cash] = [await owed(debtor(0)), await owed(debtor(1)), await balanceOf('1010')];
    const unknown = { account: '00-123', payer: 'R. DOE', date: '111926' };
    const { outcome, reply, receiptNumber } = await sendLines([
      line(0, 2500),
      line(1, second + 300),
      line(2, 4000, unknown),
    ]);
    assert.equal(outcome, 'applied');
    assert.deepEqual(
      [reply.records, reply.totalCents, reply.payments, reply.suspense, reply.suspenseCents, reply.unappliedCents],
      [3, 2500 + second + 300 + 4000, 2, 1, 4000, 300],
    );
    const applied = reply.applied.reduce((sum, { amountCents }) => sum + amountCents, 0);
    assert.equal(applied, 2500 + second);
    assert.deepEqual([await owed(debtor(0)), await owed(debtor(1))], [first - 2500, -300]);
    assert.deepEqual([await balanceOf('1010'), await balanceOf('2410')], [cash + reply.totalCents, -4000]);
    const [item] = await town().database.raw<Record<string, unknown>[]>(
      `SELECT account_text, payer, received_at, source, reference, cause, line_number, amount_cents, effective_on
       FROM suspense_item JOIN journal_entry USING (entry_number)`,
    );
    assert.deepEqual(item, {
      account_text: '00-123',
      payer: 'R. DOE',
      received_at: '2026-11-19T16:15:00.000Z',
      source: 'Lockbox',
      reference: '47112',
      cause: 'unknown-account',
      line_number: 4,
      amount_cents: 4000,
      effective_on: '2026-11-19',
    });
    const entries = await town().database.raw<{ entry_number: number }[]>(
      'SELECT entry_number FROM journal_entry WHERE command_number = ? ORDER BY entry_number',
      [receiptNumber ?? 0],
    );
    assert.deepEqual(
      [reply.firstEntryNumber, reply.lastEntryNumber],
      [entries[0]?.entry_number, entries.at(-1)?.entry_number],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('pays for one account twice as two payments over the counter would, in the order in which they came', async () => {
    const preview = { dryRun: true };
    const later = line(0, 1000, { time: '110000', reference: 'b' });
    const { reply } = await send(lockboxFile([later, line(0, 2500)]), {}, preview);
    await sendLines([later, line(0, 2500)]);
    const rows = await town().database.raw<{ line_number: number; paid: string }[]>(
      `SELECT payment.line_number, group_concat(ledger_account || ' ' || posting.amount_cents) AS paid
       FROM payment JOIN posting USING (entry_number) WHERE import_number = 1 AND posting.account_id IS NOT NULL
       GROUP BY payment_number ORDER BY payment_number`,
    );
    assert.deepEqual(rows, [
      { line_number: 3, paid: '1130 -2000,1120 -500' },
      { line_number: 2, paid: '1120 -1000' },
    ]);
    assert.deepEqual(reply.applied, [
      { chargeType: 'garbage', amountCents: 2000 },
      { chargeType: 'sewer', amountCents: 1500 },
    ]);
  });

  it('of an earlier day pays as it would have then, and what is over pays what was charged since', async () => {
    const all = await owed(debtor(0));
    const [newest] = await town().database.raw<{ billed_on: string; total_cents: number }[]>(
      'SELECT billed_on, total_cents FROM bill WHERE account_id = ? ORDER BY due_on DESC LIMIT 1',
      [debtor(0)],
    );
    const day = new Date(Date.parse(newest?.billed_on ?? '') - 86_400_000).toISOString().slice(0, 10);
    const date = `${day.slice(5, 7)}${day.slice(8)}${day.slice(2, 4)}`;
    const { receiptNumber } = await sendLines([line(0, all, { date })]);
    assert.equal(await owed(debtor(0)), 0);
    const entries = await town().database.raw<{ kind: string; effective_on: string }[]>(
      'SELECT kind, effective_on FROM journal_entry WHERE command_number = ? ORDER BY entry_number',
      [receiptNumber ?? 0],
    );
    assert.deepEqual(entries, [
      { kind: 'payment', effective_on: day },
      { kind: 'application', effective_on: newest?.billed_on },
    ]);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('counts a payment as late from the minute after the cut-off on the due date, by the utility’s clock', async () => {
    const items = await openItems(town().database, [debtor(0)], TODAY);
    const [due = ''] = items.map(({ dueOn }) => dueOn).sort();
    const date = `${due.slice(5, 7)}${due.slice(8)}${due.slice(2, 4)}`;
    const lateAt = async (time: string) => {
      const text = lockboxFile([line(0, 100, { date, time })]);
      return (await send(text, {}, { dryRun: true })).reply.late;
    };
    assert.deepEqual([await lateAt('163059'), await lateAt('163100')], [0, 1]);
  });

  it('refuses the same file again and names its receipt, whatever its name', async () => {
    const { receiptNumber } = await sendLines([line(0, 2500)]);
    await unchanged(async () => {
      const { outcome, reply } = await sendLines([line(0, 2500)], { fileName: 'copy.txt' });
      assert.deepEqual([outcome, reply.alreadyImported, reply.records], ['refused', true, 0]);
      assert.match(reply.issues[0]?.message ?? '', new RegExp(`receipt ${receiptNumber}, as LB1123.TXT`));
    });
  });

  it('refuses a payment that is doubled in the file, posted last week, or in suspense, until its line is accepted', async () => {
    await sendLines([line(0, 2500), line(1, 700, { account: 'nobody' })]);
    const again = [line(0, 2500), line(1, 700, { account: 'nobody' }), line(2, 900), line(2, 900, { date: '112126' })];
    await unchanged(async () =>
      assert.deepEqual(await codes(sendLines(again)), [
        'line 2 duplicate-payment',
        'line 3 duplicate-payment',
        'line 5 duplicate-payment',
      ]),
    );
    assert.deepEqual(await codes(sendLines(again, { acceptDuplicates: [2, 5] })), ['line 3 duplicate-payment']);
    assert.equal((await sendLines(again, { acceptDuplicates: [2, 3, 5] })).outcome, 'applied');
  });

  it('tells payments without a reference apart by their time, and equal check numbers of two payers by the account', async () => {
    const plain = { reference: '' };
    await sendLines([
      line(0, 500, plain),
      line(0, 500, { ...plain, time: '101501' }),
      line(1, 500, { reference: '101' }),
    ]);
    assert.equal((await sendLines([line(2, 500, { reference: '101' })])).outcome, 'applied');
    assert.deepEqual(await codes(sendLines([line(0, 500, plain)])), ['line 2 duplicate-payment']);
  });

  it('finds a payment without a time again by its day, at whatever time of that day the file is posted', async () => {
    const untimed = line(0, 500, { date: '112326', time: '', reference: '' });
    await sendLines([untimed]);
    const later = new CommandProcessor(town().database, () => new Date(NOW.getTime() + 5 * 3_600_000));
    const again = (lines: readonly LockboxLine[]) => {
      const contentBase64 = Buffer.from(lockboxFile(lines), 'latin1').toString('base64');
      const payload = { fileName: 'AGAIN.TXT', contentBase64, layout: 'lockbox' };
      return later.run(
        importPayments,
        { commandId: randomUUID(), dryRun: true, reason: '', payload },
        actorOf('coordinator'),
      );
    };
    assert.deepEqual(await codes(again([untimed, line(1, 700)])), ['line 2 duplicate-payment']);
    assert.equal((await again([{ ...untimed, date: '112226' }])).outcome, 'previewed');
  });

  it('finds a payment over the counter again in the file', async () => {
    const counter = { accountId: debtor(0), amountCents: 500, source: 'Lockbox', reference: '9' };
    await town().run(postPayment, { ...counter, receivedAt: '2026-11-20T16:15:00Z' });
    assert.deepEqual(await codes(sendLines([line(0, 500, { reference: '9' })])), ['line 2 duplicate-payment']);
  });

  it('refuses a closed account that owes nothing, or sets it aside; takes what a closed account owes, once', async () => {
    const clear = await town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
    await close(clear);
    await close(debtor(0));
    const all = await owed(debtor(0));
    const lines = [line(1, 100, { account: clear }), line(0, all), line(0, 100, { reference: 'again' })];
    await unchanged(async () =>
      assert.deepEqual(await codes(sendLines(lines)), ['line 2 account-closed', 'line 4 account-closed']),
    );
    const { outcome, reply } = await sendLines(lines, { setAsideClosed: true });
    assert.deepEqual([outcome, reply.payments, reply.suspense, reply.suspenseCents], ['applied', 1, 2, 200]);
    assert.equal(await town().value(`SELECT count(*) FROM suspense_item WHERE cause = 'closed-account'`), 2);
    assert.equal(await owed(debtor(0)), 0);
  });

  it('refuses dates that are still to come or lie in a closed period, and says all of them', async () => {
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-10-31', 1)`);
    const lines = [
      line(0, 100, { date: '103126' }),
      line(1, 100, { date: '112326', time: '090001' }),
      line(2, 100, { date: '112426', time: '' }),
    ];
    await unchanged(async () =>
      assert.deepEqual(await codes(sendLines(lines)), [
        'line 2 closed-period',
        'line 3 payment-in-future',
        'line 4 payment-in-future',
      ]),
    );
  });

  it('takes what came today without a time, before noon as after it', async () => {
    await sendLines([line(0, 100, { date: '112326', time: '' }), line(1, 100, { time: '' })]);
    const rows = await town().database.raw<{ received_at: string }[]>(
      'SELECT received_at FROM payment WHERE import_number = 1 ORDER BY received_at',
    );
    assert.deepEqual(rows, [{ received_at: '2026-11-20T18:00:00.000Z' }, { received_at: '2026-11-23T15:00:00.000Z' }]);
  });

  it('takes the layout whose columns the first line names, and says what its total ties to', async () => {
    const header = 'Account,Amount,Date,Time,Receipt,Method,Payer';
    const text = `${header}\n${debtor(0)},12.50,11/20/2026,10:15 am,R1,Check,Doe\n`;
    const { outcome, reply } = await send(text, { layout: null, controlTotalCents: 1250 });
    assert.deepEqual([outcome, reply.layout, reply.tiedTo], ['applied', 'cashier', ['control-total']]);
    assert.equal(await town().value('SELECT layout FROM payment_import'), 'cashier');
    const both = await sendLines([line(1, 100)], { controlTotalCents: 100 });
    assert.deepEqual([both.reply.layout, both.reply.tiedTo], ['lockbox', ['trailer', 'control-total']]);
    await unchanged(() =>
      assert.rejects(send(lockboxFile([line(2, 100)]), { layout: null }), { code: 'layout-not-told' }),
    );
  });

  it('refuses a file that is not sound, an unknown layout and an auditor, and writes nothing', async () => {
    await unchanged(async () => {
      const wrongTotal = lockboxFile([line(0, 2500)]).replace('T,1,2500', 'T,1,2501');
      await assert.rejects(send(wrongTotal), { code: 'payment-file-invalid' });
      await assert.rejects(sendLines([line(0, -2500)]), { code: 'payment-file-invalid' });
      await assert.rejects(sendLines([line(0, 100)], { layout: 'bank' }), { code: 'unknown-layout', fix: /lockbox/ });
      await assert.rejects(sendLines([line(0, 100)], { layout: 'cashier' }), { code: 'control-total-missing' });
      await assert.rejects(send(lockboxFile([line(0, 100)]), {}, { role: 'auditor' }), { code: 'role-not-allowed' });
    });
  });

  it('shows at preview what it then does, and leaves no trace of it', async () => {
    const text = lockboxFile([line(0, 2500), line(1, 500, { account: 'nobody' })]);
    let preview;
    await unchanged(async () => (preview = (await send(text, {}, { dryRun: true })).reply));
    assert.deepEqual((await send(text)).reply, preview);
  });
});
