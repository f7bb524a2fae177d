import assert from 'node:assert/strict';
import { importPayments } from '../../../bridge/commands/import-payments.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { account } from '../../../bridge/queries/account.js';
import { suspenseChecks } from '../../../bridge/queries/proof/suspense-check.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { lockboxFile } from '../../support/town/payment-files.js';
import { cell, push, pushRowsOf, typedRow, type Edits, type PushOptions } from '../../support/town/sheet-rows.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

/** In the order in which the payments came: the first is of 7.00, the second of 25.00. */
const FIRST = '1';
const SECOND = '2';

describe('pushing the Suspense sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;
  /** It owes for three months, 20.00 of garbage each. */
  let accountId: string;

  beforeEach(async () => {
    const text = lockboxFile([
      { account: '00-123', cents: 2500, date: '112026', time: '101500', reference: 'a', payer: '=R. DOE' },
      { account: 'nobody', cents: 700, date: '112026', time: '090000', reference: 'b' },
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
  const inSuspense = () =>
    town().value<number>(`SELECT coalesce(-sum(amount_cents), 0) FROM posting WHERE ledger_account = '2410'`);
  const owed = async (id: string) => (await account(town().database, id)).balanceCents;
  const entries = () => town().value<number>('SELECT count(*) FROM journal_entry');
  const clearAccount = () =>
    town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
  const close = (id: string) => town().database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [id]);
  const refused = async (edits: Edits, options: PushOptions = {}) => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await send(edits, options);
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await town().dump()) === before, 'something was written');
    return reply.issues;
  };
  const codes = async (changes: Readonly<Record<string, SheetCell>>) => {
    return (await refused({ [FIRST]: changes })).map(({ column, code }) => `${column} ${code}`);
  };

  it('shows what stands in suspense, the oldest first, with the account as the file has it', () => {
    const columns = ['key', 'received', 'amount', 'accountText', 'payer', 'cause', 'reference', 'file'];
    assert.deepEqual(
      sheet.rows.map((row) => columns.map((column) => cell('suspense', row, column))),
      [
        [FIRST, '2026-11-20', '7.00', 'nobody', null, 'No such account', 'b', 'LB.TXT, line 3'],
        [SECOND, '2026-11-20', '25.00', '00-123', '=R. DOE', 'No such account', 'a', 'LB.TXT, line 2'],
      ],
    );
  });

  it('puts a payment to its account by the rule, and gives another back', async () => {
    const before = await owed(accountId);
    const cash = `SELECT sum(amount_cents) FROM posting WHERE ledger_account = '1010'`;
    const cashBefore = await town().value<number>(cash);
    const { outcome, reply } = await send({ [FIRST]: GIVE_BACK, [SECOND]: apply() });
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
    assert.equal(await owed(accountId), before - 2500);
    assert.deepEqual([await inSuspense(), await town().value<number>(cash)], [0, cashBefore - 700]);
    assert.deepEqual((await town().pull('suspense', {})).rows, []);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('writes a payment of today with the time at which the money came, its source and its reference', async () => {
    const { reply } = await send({ [SECOND]: apply() });
    const [payment] = await town().database.raw<Record<string, unknown>[]>(
      `SELECT payment.account_id, received_at, source, payment.reference, payment.amount_cents, effective_on
       FROM suspense_resolution JOIN payment USING (payment_number)
       JOIN journal_entry ON journal_entry.entry_number = payment.entry_number`,
    );
    assert.deepEqual(payment, {
      account_id: accountId,
      received_at: '2026-11-20T16:15:00.000Z',
      source: 'Lockbox',
      reference: 'a',
      amount_cents: 2500,
      effective_on: '2026-11-23',
    });
    assert.match(reply.rows[0]?.text ?? '', /^\$25\.00 to account .*, entry \d+\. Late for what was due on 2026-/);
  });

  it('is late by when the money came, not by when it left suspense', async () => {
    await town().database.raw('DROP TRIGGER IF EXISTS bill_refuses_update');
    for (const [dueOn, isLate] of [
      ['2026-11-19', true],
      ['2026-11-20', false],
    ] as const) {
      await town().database.raw('UPDATE bill SET due_on = ? WHERE account_id = ?', [dueOn, accountId]);
      const { reply } = await send({ [SECOND]: apply() }, { dryRun: true });
      assert.equal(/Late for/.test(reply.rows[0]?.text ?? ''), isLate, `due on ${dueOn}`);
    }
  });

  it('lets each row see what the rows above left open, and makes what is over credit', async () => {
    const before = await owed(accountId);
    const { reply } = await send({ [FIRST]: apply(), [SECOND]: apply() });
    assert.deepEqual(
      reply.journal
        .filter(({ accountId: id, amountCents }) => id !== null && amountCents < 0)
        .map((line) => [line.ledgerAccount, line.amountCents]),
      [
        ['1130', -700],
        ['1130', -1300],
        ['1120', -1200],
      ],
    );
    assert.equal(await owed(accountId), before - 3200);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('makes a payment that the bank can return as any other: what it paid is open again', async () => {
    const before = await owed(accountId);
    const { reply } = await send({ [SECOND]: apply() });
    const payment = reply.journal[0]?.entryNumber ?? 0;
    const { pullId } = await town().pull('account-entries', {});
    const row = { account: accountId, what: 'returned payment', payment, reason: 'No funds' };
    const returned = await push(town(), pullId, [typedRow('account-entries', 'k', 5, row)]);
    assert.deepEqual([returned.outcome, returned.reply.issues], ['applied', []]);
    const fee = await town().value<number>(
      `SELECT coalesce(sum(amount_cents), 0) FROM ledger_document WHERE kind = 'fee' AND account_id = ?`,
      [accountId],
    );
    assert.equal(await owed(accountId), before + fee);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('makes a payment to an account that owes nothing credit there', async () => {
    const clear = await clearAccount();
    const { reply } = await send({ [SECOND]: apply({ account: clear }) });
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['2410', 2500],
        ['2400', -2500],
      ],
    );
  });

  it('takes what a closed account owes, and refuses a closed account that owes nothing', async () => {
    const clear = await clearAccount();
    await close(clear);
    await close(accountId);
    assert.deepEqual(await codes(apply({ account: clear })), ['account account-closed']);
    assert.equal((await send({ [SECOND]: apply() })).outcome, 'applied');
  });

  it('refuses a row that lacks something, says too much, or names an account that there is not', async () => {
    assert.deepEqual(await codes({ account: accountId }), ['action missing', 'reason missing']);
    assert.deepEqual(await codes({ action: 'return' }), ['reason missing']);
    assert.deepEqual(await codes(apply({ account: null, reason: null })), ['account missing', 'reason missing']);
    assert.deepEqual(await codes(apply({ account: 'nobody' })), ['account unknown-account']);
    assert.deepEqual(await codes({ ...GIVE_BACK, account: accountId }), ['account account-not-used']);
    assert.deepEqual(await codes(apply({ action: 'keep' })), ['action not-a-choice']);
  });

  it('leaves it to the supervisor to give back more than the coordinator may adjust alone', async () => {
    const limit = (cents: number) =>
      town().database.raw(
        `UPDATE setting SET value = json_set(value, '$.coordinator', ?) WHERE name = 'adjustment-limits'`,
        [cents],
      );
    await limit(699);
    assert.deepEqual(await codes(GIVE_BACK), ['action above-limit']);
    assert.equal((await send({ [FIRST]: GIVE_BACK }, { role: 'supervisor', dryRun: true })).outcome, 'previewed');
    await limit(700);
    assert.equal((await send({ [FIRST]: GIVE_BACK, [SECOND]: apply() })).outcome, 'applied');
  });

  it('refuses an amount that was changed: what came is never changed', async () => {
    assert.deepEqual(await codes(apply({ amount: 7.01 })), ['amount fixed-cell']);
    assert.deepEqual(await codes({ amount: 8 }), ['amount fixed-cell']);
    assert.deepEqual(await codes(apply({ amount: null })), ['amount fixed-cell']);
    assert.deepEqual(await codes(apply({ amount: 'some' })), ['amount not-money']);
    assert.equal((await send({ [FIRST]: apply({ amount: 7 }) })).outcome, 'applied');
  });

  it('resolves a payment once: the same push again changes nothing', async () => {
    const edits = { [SECOND]: apply() };
    const { receiptNumber } = await send(edits);
    const before = await entries();
    const { outcome } = await send(edits, { knownReceipts: [receiptNumber ?? 0] });
    assert.deepEqual([outcome, await entries(), await inSuspense()], ['already-applied', before, 700]);
  });

  it('refuses to undo or to change what is resolved, and says by which receipt it was', async () => {
    const { receiptNumber } = await send({ [SECOND]: apply() });
    const knownReceipts = [receiptNumber ?? 0];
    for (const changes of [{}, GIVE_BACK, apply({ reason: 'Another' })]) {
      const [issue, ...others] = await refused({ [SECOND]: changes }, { knownReceipts });
      assert.deepEqual([issue?.code, issue?.column, others], ['already-resolved', 'action', []]);
      assert.match(issue?.message ?? '', new RegExp(`receipt ${receiptNumber}\\.`));
    }
  });

  it('meets what somebody else resolved: another decision is a conflict, and the same one is not posted again', async () => {
    const others = await town().pull('suspense', {});
    await push(town(), others.pullId, pushRowsOf('suspense', others, { [SECOND]: apply() }));
    const issues = await refused({ [SECOND]: GIVE_BACK });
    assert.ok(issues.every(({ code }) => code === 'changed-since-pull'));
    assert.deepEqual(issues.map(({ column }) => column).sort(), ['account', 'action', 'reason']);
    assert.deepEqual(
      (await refused({ [SECOND]: apply() })).map(({ code }) => code),
      ['already-resolved'],
    );
  });

  it('refuses a row that is not of the pull, and the others with it unless only valid rows are pushed', async () => {
    const rows = [
      ...pushRowsOf('suspense', sheet, { [FIRST]: GIVE_BACK }),
      typedRow('suspense', '999', 9, { amount: '1.00', ...GIVE_BACK }),
    ];
    const { outcome, reply } = await push(town(), sheet.pullId, rows);
    assert.deepEqual([outcome, reply.issues.map(({ code }) => code)], ['refused', ['unknown-key']]);
    assert.equal((await push(town(), sheet.pullId, rows, { mode: 'valid' })).reply.applied, 1);
    assert.equal(await inSuspense(), 2500);
  });

  it('shows at preview what it then does, and leaves no trace of it', async () => {
    const before = JSON.stringify(await town().dump());
    const edits = { [FIRST]: GIVE_BACK, [SECOND]: apply() };
    const { reply } = await send(edits, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    assert.deepEqual((await send(edits)).reply, reply);
  });

  it('lets SQL resolve a payment once, and change or remove nothing of it', async () => {
    await send({ [SECOND]: apply() });
    const { database } = town();
    const copy = `INSERT INTO suspense_resolution
      SELECT suspense_number, 'return', NULL, 'again', (SELECT max(entry_number) FROM journal_entry) FROM suspense_resolution`;
    for (const statement of [copy, 'UPDATE suspense_resolution SET reason = 1', 'DELETE FROM suspense_resolution']) {
      await assert.rejects(async () => database.raw(statement), /SQLITE_CONSTRAINT/, statement);
    }
  });

  describe('proven', () => {
    const TAMPERINGS: readonly (readonly [what: string, statement: string, where: RegExp])[] = [
      [
        'another amount in suspense',
        `UPDATE suspense_item SET amount_cents = 701 WHERE suspense_number = 1`,
        /701 cents/,
      ],
      ['a resolution that is gone', `DELETE FROM suspense_resolution WHERE action = 'return'`, /^Suspense is 0 cents/],
      [
        'a payment of another time',
        `UPDATE payment SET received_at = '2026-11-19T00:00:00Z' WHERE reference = 'a'`,
        /2 /,
      ],
      ['a payment of another source', `UPDATE payment SET source = 'Counter' WHERE reference = 'a'`, /names another/],
      [
        'resolutions exchanged',
        `UPDATE suspense_resolution SET suspense_number = 13 - suspense_number;
         UPDATE suspense_resolution SET suspense_number = suspense_number - 10`,
        /takes 700 cents of its 2500 out/,
      ],
    ];

    it('finds nothing where all is as it was posted, and every payment in suspense that was changed', async () => {
      await send({ [FIRST]: GIVE_BACK, [SECOND]: apply() });
      const { database } = town();
      const findings = async () => {
        const found = await Promise.all(suspenseChecks.map((check) => check(database)));
        return found.flat().map(({ message }) => message);
      };
      assert.deepEqual(await findings(), []);
      const triggers = await database.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
      await database.raw('PRAGMA foreign_keys = OFF');
      for (const { name } of triggers) await database.raw(`DROP TRIGGER ${name}`);
      for (const [what, statement, where] of TAMPERINGS) {
        await database.raw('SAVEPOINT tampering');
        for (const part of statement.split(';')) await database.raw(part);
        const found = await findings();
        assert.ok(
          found.some((message) => where.test(message)),
          `${what}: ${JSON.stringify(found)}`,
        );
        await database.raw('ROLLBACK TO tampering');
        await database.raw('RELEASE tampering');
      }
      assert.deepEqual(await findings(), []);
    });
  });
});
