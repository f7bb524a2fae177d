import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { account } from '../../../bridge/queries/account.js';
import { openItems } from '../../../bridge/queries/open-items.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { push, typedRow } from '../../support/town/sheet-rows.js';
import type { RunOptions } from '../../support/town/town.js';
import { useTown } from '../../support/town/town.js';

describe('posting a payment', () => {
  const town = useTown();
  /** Someone who owes for three months. */
  let accountId: string;

  beforeEach(async () => {
    accountId = await town().value(
      `SELECT account_id FROM posting WHERE ledger_account = '1130'
       GROUP BY account_id HAVING sum(amount_cents) = 6000 ORDER BY account_id LIMIT 1`,
    );
  });

  const pay = (amountCents: number, changes: Readonly<Record<string, string>> = {}, options: RunOptions = {}) =>
    town().run(
      postPayment,
      { accountId, amountCents, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter', ...changes },
      options,
    );
  const owed = async () => (await account(town().database, accountId)).balanceCents;
  const bills = () =>
    town().database.raw<{ bill_number: number; due_on: string }[]>(
      'SELECT bill_number, due_on FROM bill WHERE account_id = ? ORDER BY due_on DESC LIMIT 3',
      [accountId],
    );
  const journal = (entryNumber: number) =>
    town().database.raw<{ ledger_account: string; cents: number }[]>(
      'SELECT ledger_account, amount_cents AS cents FROM posting WHERE entry_number = ? ORDER BY line_number',
      [entryNumber],
    );

  it('pays the oldest bill first, and says what it paid and for which bill it came too late', async () => {
    const before = await owed();
    const [, , oldest] = await bills();
    const { outcome, reply, receiptNumber } = await pay(2500, { reference: '  4711 ' });
    assert.deepEqual(
      [outcome, reply.applied, reply.unappliedCents],
      [
        'applied',
        [
          { chargeType: 'garbage', amountCents: 2000 },
          { chargeType: 'sewer', amountCents: 500 },
        ],
        0,
      ],
    );
    assert.deepEqual(reply.lateFor, [{ billNumber: oldest?.bill_number, dueOn: oldest?.due_on }]);
    assert.deepEqual(await journal(reply.entryNumber), [
      { ledger_account: '1010', cents: 2500 },
      { ledger_account: '1130', cents: -2000 },
      { ledger_account: '1120', cents: -500 },
    ]);
    assert.equal(await owed(), before - 2500);
    const [row] = await town().database.raw<Record<string, unknown>[]>(
      `SELECT payment.*, command_number FROM payment JOIN journal_entry USING (entry_number) WHERE payment_number = ?`,
      [reply.paymentNumber],
    );
    assert.deepEqual(
      [row?.['received_at'], row?.['source'], row?.['reference'], row?.['amount_cents'], row?.['command_number']],
      ['2026-11-23T14:30:00.000Z', 'Counter', '4711', 2500, receiptNumber],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('leaves what is over as credit, which the next payment does not touch', async () => {
    const before = await owed();
    const { reply } = await pay(before + 700);
    assert.deepEqual([reply.unappliedCents, await owed()], [700, -700]);
    assert.equal((await pay(300)).reply.unappliedCents, 300);
    assert.equal(await owed(), -1000);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('of an earlier day pays what was charged by then, and what is over pays what was charged since', async () => {
    const [newest] = await bills();
    assert.ok(newest);
    const billedOn = await town().value<string>('SELECT billed_on FROM bill WHERE bill_number = ?', [
      newest.bill_number,
    ]);
    const later = await town().value<number>('SELECT total_cents FROM bill WHERE bill_number = ?', [
      newest.bill_number,
    ]);
    const earlier = (await owed()) - later;
    const receivedAt = `${new Date(Date.parse(billedOn) - 86_400_000).toISOString().slice(0, 10)}T15:00:00Z`;
    const { reply, receiptNumber } = await pay(earlier + 900, { receivedAt });
    assert.equal(reply.unappliedCents, 0);
    const entries = await town().database.raw<{ kind: string; effective_on: string }[]>(
      'SELECT kind, effective_on FROM journal_entry WHERE command_number = ? ORDER BY entry_number',
      [receiptNumber ?? 0],
    );
    assert.deepEqual(entries, [
      { kind: 'payment', effective_on: receivedAt.slice(0, 10) },
      { kind: 'application', effective_on: billedOn },
    ]);
    assert.equal(await owed(), later - 900);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('pays today what is open again since a payment came back, where it came before that', async () => {
    const all = await owed();
    const bounced = await pay(all, { receivedAt: '2026-11-18T15:00:00Z' });
    const { pullId } = await town().pull('account-entries', {});
    const returned = {
      account: accountId,
      what: 'returned payment',
      payment: bounced.reply.entryNumber,
      reason: 'NSF',
    };
    await push(town(), pullId, [typedRow('account-entries', 'k1', 5, returned)]);
    const { reply } = await pay(all + 3000, { receivedAt: '2026-11-20T15:00:00Z' });
    assert.equal(reply.unappliedCents, 0);
    assert.equal(reply.lateFor.length, bounced.reply.lateFor.length);
    assert.deepEqual(await openItems(town().database, [accountId], TODAY), []);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('counts as in time up to the cut-off on the due date, by the utility’s clock', async () => {
    const [newest] = await bills();
    const all = (await owed()) + 1;
    const lateAt = async (receivedAt: string) => {
      const { reply } = await pay(all, { receivedAt }, { dryRun: true });
      return reply.lateFor.some(({ billNumber }) => billNumber === newest?.bill_number);
    };
    const hour = (newest?.due_on ?? '') < '2026-11-01' ? 21 : 22;
    assert.equal(await lateAt(`${newest?.due_on}T${hour}:30:59Z`), false);
    assert.equal(await lateAt(`${newest?.due_on}T${hour}:31:00Z`), true);
  });

  it('refuses a payment that is not more than zero or no town’s, one still to come, and an account that there is not', async () => {
    for (const amount of [0, -100]) await assert.rejects(pay(amount), { code: 'negative-payment', message: /\$/ });
    await assert.rejects(pay(1_000_000_001), { code: 'amount-too-large', message: /\$10,000,000\.00 is the most/ });
    await assert.rejects(pay(100, { receivedAt: '2026-11-23T15:00:01Z' }), { code: 'payment-in-future' });
    await assert.rejects(pay(100, { accountId: 'nobody' }), { code: 'unknown-account' });
    await assert.rejects(pay(100, {}, { role: 'auditor' }), { code: 'role-not-allowed' });
  });

  it('refuses a closed account that owes nothing, and takes what a closed account owes', async () => {
    const close = (id: string) =>
      town().database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [id]);
    const clear = await town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
    await close(clear);
    await close(accountId);
    await assert.rejects(pay(100, { accountId: clear }), {
      code: 'account-closed',
      message: /closed and owes nothing/,
    });
    assert.equal((await pay(100)).outcome, 'applied');
  });

  it('refuses a day before there were any rules, and says so', async () => {
    await assert.rejects(pay(100, { receivedAt: '1926-11-20T15:00:00Z' }), {
      code: 'before-settings',
      message: /1926-11-20 lies before 2000-01-01/,
    });
  });

  it('refuses a day that lies in a closed period', async () => {
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-10-31', 1)`);
    await assert.rejects(pay(100, { receivedAt: '2026-11-01T04:59:59Z' }), {
      code: 'closed-period',
      message: /2026-10-31/,
    });
    assert.equal((await pay(100, { receivedAt: '2026-11-01T05:00:00Z' })).outcome, 'applied');
  });

  it('shows at preview what it then does, and leaves no trace of it', async () => {
    const before = JSON.stringify(await town().dump());
    const preview = await pay(2500, {}, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    assert.deepEqual((await pay(2500)).reply, preview.reply);
  });
});
