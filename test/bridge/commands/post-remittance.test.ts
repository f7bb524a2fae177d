import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { postRemittance } from '../../../bridge/commands/post-remittance.js';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import { setSetting } from '../../../bridge/commands/set-setting.js';
import type { Month } from '../../../bridge/contract/month.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { remittances } from '../../../bridge/queries/remittance-report.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { approveRun, postRun } from '../../support/town/bill-run.js';
import { ACCOUNTING, WHEN_COLLECTED } from '../../support/ledger/starting-chart.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { MVRS_RUN, NOW } from '../../support/town/sample-town-file.js';
import { acceptTheRest, adjustmentRow, cell, push, typedRow } from '../../support/town/sheet-rows.js';
import { actorOf, useTown, type RunOptions } from '../../support/town/town.js';

describe('remitting to the City', () => {
  const town = useTown();
  const remit = (changes: Readonly<Record<string, unknown>> = {}, options: RunOptions = {}) =>
    town().run(
      postRemittance,
      { service: 'sewer', throughMonth: '2026-10', paidOn: '2026-11-20', reference: 'Check 118', ...changes },
      { role: 'supervisor', ...options },
    );
  const monthOfSewer = async (month: string) => {
    const rows = await remittances(town().database, month as Month, month as Month);
    const row = rows.find(({ service }) => service === 'sewer');
    assert.ok(row);
    return row;
  };
  const balance = (ledgerAccount: string, through = '9999-12-31') =>
    town().value<number>(
      `SELECT coalesce(sum(amount_cents), 0) FROM posting JOIN journal_entry USING (entry_number)
       WHERE ledger_account = ? AND effective_on <= ?`,
      [ledgerAccount, through],
    );

  const dayAfterEntries = () => town().value<string>(`SELECT date(max(effective_on), '+1 day') FROM journal_entry`);

  it('reports what the ledger has as due, in every month of the books', async () => {
    const { rows } = await town().pull('remittance', { fromMonth: '2025-10', throughMonth: '2026-11' });
    assert.equal(rows.length, 2 * 14);
    assert.ok(rows.every((row) => cell('remittance', row, 'difference') === '0.00'));
    for (const row of rows) {
      const account = row[1] === 'sewer' ? '2110' : '2120';
      assert.equal(
        Math.round(Number(cell('remittance', row, 'due')) * 100),
        -(await balance(account, `${String(row[2])}-31`)),
      );
    }
    assert.ok(Number(rows.at(-1)?.[8 + 4]) > 0);
  });

  it('pays all that is due through a month: debit due to the City, credit cash, and nothing is due then', async () => {
    const due = -(await balance('2110', '2026-10-31'));
    const preview = await remit({}, { dryRun: true });
    const { reply } = await remit();
    assert.deepEqual(reply, preview.reply);
    assert.deepEqual([reply.amountCents, reply.dueBeforeCents, reply.dueAfterCents], [due, due, 0]);
    assert.deepEqual(
      await town().database.raw(
        'SELECT ledger_account, amount_cents FROM posting WHERE entry_number = ? ORDER BY line_number',
        [reply.entryNumber],
      ),
      [
        { ledger_account: '2110', amount_cents: due },
        { ledger_account: '1010', amount_cents: -due },
      ],
    );
    assert.equal((await monthOfSewer('2026-11')).remittedCents, due);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    await assert.rejects(remit(), { code: 'nothing-due', message: /sewer through 2026-10/ });
  });

  it('pays a part, and then at most the rest', async () => {
    const due = -(await balance('2110', '2026-10-31'));
    assert.equal((await remit({ amountCents: 100 })).reply.dueAfterCents, due - 100);
    await assert.rejects(remit({ amountCents: due - 99 }), { code: 'more-than-due', message: /\$/ });
    await assert.rejects(remit({ amountCents: 0 }), { code: 'more-than-due' });
    assert.equal((await remit()).reply.amountCents, due - 100);
  });

  it('refuses a service of the utility, a day to come, a month after the day, a closed period, and the coordinator', async () => {
    await assert.rejects(remit({ service: 'water' }), { code: 'service-not-of-city' });
    await assert.rejects(remit({ paidOn: '2026-11-24' }), { code: 'wrong-date' });
    await assert.rejects(remit({ throughMonth: '2026-12' }), { code: 'wrong-date' });
    await assert.rejects(remit({}, { role: 'coordinator' }), { code: 'role-not-allowed' });
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-11-20', 1)`);
    await assert.rejects(remit(), { code: 'closed-period' });
  });

  it('on the collected basis pays only what customers paid, and ties to the ledger to the cent', async () => {
    const { database } = town();
    await town().run(
      setSetting,
      { name: 'accounting', effectiveFrom: await dayAfterEntries(), value: WHEN_COLLECTED },
      { role: 'supervisor' },
    );
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    await postRun(town(), MVRS_RUN);
    const dueBefore = -(await balance('2110'));
    const billed = -(await balance('2115'));
    assert.ok(billed > 0);
    const accountId = await town().value<string>(
      `SELECT account_id FROM bill WHERE bill_run_id = '${MVRS_RUN}' AND account_id IN
         (SELECT account_id FROM posting WHERE ledger_account = '1120' GROUP BY account_id HAVING sum(amount_cents) > 0)
       ORDER BY account_id LIMIT 1`,
    );
    const owed = await town().value<number>('SELECT sum(amount_cents) FROM posting WHERE account_id = ?', [accountId]);
    const ofRun = await town().value<number>(
      `SELECT amount_cents FROM bill JOIN posting USING (entry_number)
       WHERE bill_run_id = '${MVRS_RUN}' AND bill.account_id = ? AND ledger_account = '1120'`,
      [accountId],
    );
    const payment = { accountId, amountCents: owed, receivedAt: NOW.toISOString(), source: 'Counter' };
    await town().run(postPayment, payment);
    const row = await monthOfSewer('2026-11');
    assert.deepEqual(
      [row.basis, row.notCollectedCents, row.dueCents - dueBefore, row.differenceCents],
      ['collected', billed - ofRun, ofRun, 0],
    );
    assert.deepEqual((await verifyLedger(database)).findings, []);
  });

  describe('after a service went from the City to the utility', () => {
    const OWN_SEWER = {
      ...ACCOUNTING,
      services: { ...ACCOUNTING.services, sewer: { owner: 'utility', credited: '4010' } },
    };
    const owing = () =>
      town().value<string>(
        `SELECT account_id FROM posting JOIN account USING (account_id)
         WHERE status = 'active' AND ledger_account = '1120'
         GROUP BY account_id HAVING sum(amount_cents) > 500 ORDER BY account_id LIMIT 1`,
      );
    const handOver = async () =>
      town().run(
        setSetting,
        { name: 'accounting', effectiveFrom: await dayAfterEntries(), value: OWN_SEWER },
        { role: 'supervisor' },
      );

    it('takes an adjustment of what was charged before off the City’s share, as the ledger does', async () => {
      await handOver();
      const { pullId } = await town().pull('adjustments', {});
      const before = await monthOfSewer('2026-11');
      const typed = { account: await owing(), service: 'sewer', kind: 'misread', amount: -5, reason: 'Misread' };
      const { outcome } = await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
      const { adjustedCents, dueCents, differenceCents } = await monthOfSewer('2026-11');
      assert.deepEqual(
        [outcome, adjustedCents - before.adjustedCents, dueCents - before.dueCents, differenceCents],
        ['applied', -500, -500, 0],
      );
      assert.deepEqual((await verifyLedger(town().database)).findings, []);
    });

    it('takes bills of before that are reversed off the City’s share', async () => {
      const { database } = town();
      await unloadUsual(town(), MVRS_RUN);
      await acceptTheRest(town(), MVRS_RUN);
      const payload = await approveRun(town(), MVRS_RUN);
      await town().run(postBillRun, payload);
      await handOver();
      const later = new CommandProcessor(database, () => new Date(NOW.getTime() + 30 * 86_400_000));
      const request = { commandId: randomUUID(), dryRun: false, reason: 'Wrong rates', payload };
      assert.equal((await later.run(reverseBillRun, request, actorOf('supervisor'))).outcome, 'applied');
      assert.deepEqual((await verifyLedger(database)).findings, []);
    });

    it('does not transfer what was the City’s when it was charged, for it would become the utility’s', async () => {
      const accountId = await owing();
      const otherAccount = await town().value<string>(
        `SELECT account_id FROM account WHERE status = 'active' AND account_id <> ? ORDER BY account_id LIMIT 1`,
        [accountId],
      );
      const transfer = {
        account: accountId,
        what: 'transfer',
        otherAccount,
        charge: 'sewer',
        amount: 5,
        reason: 'Moved',
      };
      const rows = [typedRow('account-entries', 'k1', 5, transfer)];
      const { pullId } = await town().pull('account-entries', {});
      assert.equal((await push(town(), pullId, rows, { dryRun: true })).outcome, 'previewed');
      await handOver();
      const { outcome, reply } = await push(town(), pullId, rows);
      assert.deepEqual([outcome, reply.issues.map(({ code }) => code)], ['refused', ['owner-changed']]);
    });
  });

  it('is found by the proof when a remittance or a bill is not what the ledger has', async () => {
    const { database } = town();
    await remit();
    await database.raw('DROP TRIGGER remittance_refuses_update');
    await database.raw('UPDATE remittance SET amount_cents = amount_cents + 1');
    const { findings } = await verifyLedger(database);
    assert.deepEqual(
      findings
        .filter(({ code }) => code === 'remittance-differs')
        .map(({ message }) => /At the end of 2026-11/.test(message)),
      [true],
    );
  });

  it('refuses a month that is none', async () => {
    await assert.rejects(pulls.remittance(town().database, { fromMonth: '2026-13' }, NOW), /month written as YYYY-MM/);
  });
});
