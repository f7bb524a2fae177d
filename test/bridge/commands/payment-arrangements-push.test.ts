import assert from 'node:assert/strict';
import { setRunCriteria } from '../../../bridge/commands/set-run-criteria.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { statementRun } from '../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../bridge/queries/statement/statements.js';
import { postRun } from '../../support/town/bill-run.js';
import { LateCharges } from '../../support/town/late-charges.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { enter as enterEntry, LAST_POSTED } from '../../support/town/run-reversal.js';
import { MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, push, pushRowsOf, typedRow, type PushOptions } from '../../support/town/sheet-rows.js';
import { TestTown, useTown } from '../../support/town/town.js';

/** It owes $267.59, of which $79.39 is the bill that fell due on 2026-11-11. */
const IN_ARREARS = '07-0001-01';
const KIND = 'payment-arrangements';

/** Agreed before the due date that is over, for all that is owed. */
const AGREED = { account: IN_ARREARS, amount: 267.59, from: '2026-11-10', until: '2027-01-31', reason: 'Lost her job' };

type Typed = Readonly<Record<string, string | number>>;

describe('the Payment Arrangements sheet', () => {
  const town = useTown();
  let late: LateCharges;

  beforeEach(async () => {
    late = new LateCharges(town());
    await late.rule();
  });

  async function enter(rows: readonly Typed[], options: PushOptions = {}, firstKey = 1) {
    const { pullId } = await town().pull(KIND, {});
    const typed = rows.map((row, index) => typedRow(KIND, `k${firstKey + index}`, 5 + index, row));
    return push(town(), pullId, typed, options);
  }

  async function refusals(row: Typed): Promise<string[]> {
    const { outcome, reply } = await enter([row]);
    assert.equal(outcome, 'refused');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  }

  async function end(edits: Typed, number = '1', options: PushOptions = {}) {
    const sheet = await town().pull(KIND, {});
    return push(town(), sheet.pullId, pushRowsOf(KIND, sheet, { [number]: edits }), options);
  }

  async function row(number = '1') {
    const { rows } = await town().pull(KIND, {});
    const found = rows.find(([key]) => key === number);
    return (column: string) => (found === undefined ? undefined : cell(KIND, found, column));
  }

  async function chargedRow() {
    const found = await late.row(IN_ARREARS);
    return (column: string) => found?.(column);
  }

  const postNextRunDue = async (dueOn: string, of = town()) => {
    await of.run(setRunCriteria, { billRunId: MVRS_RUN, billedOn: TODAY, dueOn, message: '' });
    await unloadUsual(of, MVRS_RUN);
    await acceptTheRest(of, MVRS_RUN);
    await postRun(of, MVRS_RUN);
  };

  it('takes what it covers out of the base of a late charge, with who made it and why', async () => {
    assert.equal(await late.charge(IN_ARREARS), '7.94');
    const { outcome, reply } = await enter([AGREED]);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual(reply.totals, [{ label: 'Agreed (1)', value: '$267.59' }]);
    const charged = await late.row(IN_ARREARS);
    assert.deepEqual(
      ['owed', 'arranged', 'base', 'charge', 'why', 'todo'].map((id) => charged?.(id)),
      ['267.59', '267.59', null, null, 'All that counts is under an arrangement.', null],
    );
    const made = await row();
    assert.deepEqual(
      ['account', 'amount', 'reason', 'state', 'covers'].map((id) => made(id)),
      [IN_ARREARS, '267.59', 'Lost her job', 'in force', '267.59'],
    );
    assert.equal(made('made'), 'Dana Whitlock on 2026-11-23');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('covers no more than the instalments leave, and says how much is behind them', async () => {
    const instalments = '227.59 by 2026-11-11; $40 by 2026-12-20';
    await enter([{ ...AGREED, until: '', instalments }]);
    assert.equal(await late.charge(IN_ARREARS), '7.94');
    const made = await row();
    assert.deepEqual(
      ['until', 'instalments', 'behind'].map((id) => made(id)),
      ['2026-12-20', '227.59 by 2026-11-11; 40.00 by 2026-12-20', '$227.59 behind'],
    );
    await late.pay(IN_ARREARS, 26_759 - 4000, '2026-11-11T20:00:00.000Z');
    assert.equal((await row())('behind'), null);
    assert.equal((await late.row(IN_ARREARS))?.('arranged'), '40.00');
    assert.equal(await late.charge(IN_ARREARS), null);
  });

  it('says behind of who paid less than instalments and later bills since, and of nobody for a bill that is not due', async () => {
    const instalments = '167.59 by 2026-12-01; 100.00 by 2026-12-20';
    await enter([{ ...AGREED, from: '2026-11-22', until: '', instalments }]);
    await postNextRunDue('2026-12-14');
    await late.pay(IN_ARREARS, 5000, '2026-11-21T15:00:00.000Z');
    assert.equal(await behindAt('2026-12-01'), null, 'today it may still come');
    assert.equal(await behindAt('2026-12-02'), '$167.59 behind', 'money before the agreement is none of it');
    await late.pay(IN_ARREARS, 16_759, '2026-11-22T15:00:00.000Z');
    assert.equal(await behindAt('2026-12-14'), null, 'the new bill is due today');
    assert.equal(await behindAt('2026-12-15'), '$81.89 behind', 'the new bill is over');
    assert.equal(await behindAt('2026-12-21'), '$131.89 behind', 'and no more than is open');
  });

  const behindAt = async (day: string, number = '1') => {
    const { rows } = await new TestTown(town().file, town().database, () => new Date(`${day}T15:00:00Z`)).pull(
      KIND,
      {},
    );
    return cell(KIND, rows.find(([key]) => key === number) ?? [], 'behind');
  };

  it('counts money of the day of the agreement as paid since where it is entered after the arrangement', async () => {
    await late.pay(IN_ARREARS, 6000, '2026-11-22T15:00:00.000Z');
    const instalments = '107.59 by 2026-12-01; 100.00 by 2026-12-20';
    await enter([{ ...AGREED, amount: 207.59, from: '2026-11-22', until: '', instalments }]);
    assert.equal(await behindAt('2026-12-02'), '$107.59 behind', 'it was taken off the amount');
    await late.pay(IN_ARREARS, 2000, '2026-11-22T16:00:00.000Z');
    assert.equal(await behindAt('2026-12-02'), '$87.59 behind');
  });

  it('counts money of the days after the agreement as paid since, also where the arrangement is entered later still', async () => {
    await late.pay(IN_ARREARS, 6000, '2026-11-21T15:00:00.000Z');
    await enter([{ ...AGREED, amount: 200, from: '2026-11-20', until: '', instalments: '200 by 2026-12-01' }]);
    assert.equal(await behindAt('2026-12-02'), '$140.00 behind');
  });

  it('counts money paid ahead, which paid a later bill as credit, once', async () => {
    await enter([{ ...AGREED, from: '2026-11-22', until: '', instalments: '267.59 by 2026-12-20' }]);
    await late.pay(IN_ARREARS, 30_000, '2026-11-22T15:00:00.000Z');
    await postNextRunDue('2026-12-14');
    assert.equal(await behindAt('2026-12-21'), '$49.48 behind', 'of $349.48 in all');
  });

  it('counts no money that recovers what had been written off before the agreement as paid since', async () => {
    await enterEntry(town(), { account: IN_ARREARS, what: 'write-off', amount: 67.59 });
    await enter([
      { ...AGREED, amount: 200, from: '2026-11-22', until: '', instalments: '100 by 2026-11-23; 100 by 2026-12-20' },
    ]);
    await enterEntry(town(), { account: IN_ARREARS, what: 'write-off', amount: 30 }, 'k2');
    await enterEntry(town(), { account: IN_ARREARS, what: 'recovery', amount: 77.59 }, 'k3');
    assert.equal(await behindAt('2026-12-02'), '$90.00 behind', '$10.00 were of the write-off since');
  });

  it('says behind of nobody whose arrangement is over and kept, whatever fell due since', async () => {
    await enter([{ ...AGREED, from: '2026-11-22', until: '2026-12-01' }]);
    await late.pay(IN_ARREARS, 20_000, '2026-11-22T15:00:00.000Z');
    await postNextRunDue('2026-12-14');
    assert.equal(await behindAt('2026-12-21'), '$67.59 behind', 'what was agreed on alone');
    await late.pay(IN_ARREARS, 6759, '2026-11-22T16:00:00.000Z');
    assert.equal(await behindAt('2026-12-21'), null);
  });

  it('covers what was due first: one of the arrears leaves the bill to be charged', async () => {
    await enter([{ ...AGREED, amount: 188.2 }]);
    assert.deepEqual(['arranged', 'base', 'charge'].map(await chargedRow()), ['188.20', '79.39', '7.94']);
    await late.pay(IN_ARREARS, 7939, '2026-11-11T20:00:00.000Z');
    assert.deepEqual(['owed', 'charge'].map(await chargedRow()), ['188.20', null]);
  });

  for (const on of ['current-charges', 'amount-due']) {
    it(`is kept by who pays the instalment and the new bill in time, though money pays the oldest first: ${on}`, async () => {
      await late.rule({ charge: { percent: '10', on } });
      const instalments = '88.20 by 2026-11-11; 100 by 2026-12-20';
      await enter([{ ...AGREED, amount: 188.2, from: '2026-10-20', until: '', instalments }]);
      await late.pay(IN_ARREARS, 8820 + 7938, '2026-11-10T15:00:00.000Z');
      assert.deepEqual(['base', 'why'].map(await chargedRow()), ['0.01', '10% of $0.01 is less than a cent.']);
      await late.pay(IN_ARREARS, 1, '2026-11-12T15:00:00.000Z');
      assert.equal((await chargedRow())('base'), '0.01', 'the last cent came late');
      await late.pay(IN_ARREARS, 1, '2026-11-10T15:00:00.000Z');
      assert.deepEqual(['owed', 'base', 'charge'].map(await chargedRow()), ['100.00', null, null]);
    });
  }

  it('covers nothing any more once it is broken, and earlier due dates still when it is ended; each with a reason', async () => {
    await enter([AGREED]);
    const missing = await end({ end: 'broken' });
    assert.deepEqual(
      missing.reply.issues.map(({ column, code }) => `${column} ${code}`),
      ['endReason missing'],
    );
    await end({ end: 'ended', endReason: 'Paid up' });
    assert.equal(await late.charge(IN_ARREARS), null);
    assert.deepEqual(['state', 'endReason', 'closed', 'covers'].map(await row()), [
      'ended',
      'Paid up',
      'Dana Whitlock on 2026-11-23',
      null,
    ]);
    assert.equal((await end({ endReason: 'Otherwise' })).reply.issues[0]?.code, 'ended-already');
    await enter([{ ...AGREED, from: '2026-11-09' }], {}, 2);
    await end({ end: 'broken', endReason: 'Paid nothing' }, '2');
    assert.equal(await late.charge(IN_ARREARS), null, 'the ended one still covers it');
    const other = '08-0003-01';
    await enter([{ ...AGREED, account: other, amount: 56.77 }], {}, 3);
    assert.equal(await late.charge(other), null);
    await end({ end: 'broken', endReason: 'Paid nothing' }, '3');
    assert.equal(await late.charge(other), '5.68');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('charges no more than the statement told, which counted on an arrangement that was broken or ended since', async () => {
    for (const how of ['broken', 'ended']) {
      const other = await TestTown.open();
      try {
        const { pullId } = await other.pull(KIND, {});
        const agreed = { ...AGREED, amount: 188.2, from: '2026-11-22' };
        assert.equal((await push(other, pullId, [typedRow(KIND, 'k1', 5, agreed)])).outcome, 'applied');
        const there = new LateCharges(other);
        await there.rule({ charge: { percent: '10', on: 'amount-due' } });
        await postNextRunDue('2026-12-14', other);
        const sheet = await other.pull(KIND, {});
        const edits = { '1': { end: how, endReason: 'Paid nothing' } };
        assert.equal((await push(other, sheet.pullId, pushRowsOf(KIND, sheet, edits))).outcome, 'applied');
        const told = (await toldAfterDue(MVRS_RUN, other)).get(IN_ARREARS);
        assert.deepEqual(told, { dueCents: 34_948, afterCents: 34_948 + 1613 }, '10% of $161.28');
        const later = new TestTown(other.file, other.database, () => new Date('2026-12-21T15:00:00Z'));
        const charged = await new LateCharges(later).row(IN_ARREARS, '2026-12-14');
        assert.deepEqual(
          ['charge', 'why'].map((id) => charged?.(id)),
          ['16.13', '10% of $161.28. The statement told no more, as it counted on an arrangement.'],
          how,
        );
      } finally {
        await other.close();
      }
    }
  });

  it('covers once where it was ended and entered anew from the same day', async () => {
    await enter([{ ...AGREED, amount: 218.2 }]);
    await end({ end: 'ended', endReason: 'Until February instead' });
    await enter([{ ...AGREED, amount: 218.2, until: '2027-02-28' }], {}, 2);
    assert.deepEqual(['arranged', 'charge'].map(await chargedRow()), ['218.20', '4.94']);
  });

  it('is refused with all that is wrong with a row', async () => {
    assert.deepEqual(await refusals({ account: IN_ARREARS }), ['amount missing', 'from missing', 'reason missing']);
    assert.deepEqual(await refusals({ ...AGREED, until: '' }), ['until missing']);
    assert.deepEqual(await refusals({ ...AGREED, until: '2026-11-10' }), ['until out-of-time']);
    assert.deepEqual(await refusals({ ...AGREED, amount: 0 }), ['amount not-positive']);
    assert.deepEqual(await refusals({ ...AGREED, amount: 267.6 }), ['amount more-than-owed']);
    assert.deepEqual(await refusals({ ...AGREED, account: '99' }), ['account unknown-account']);
    assert.deepEqual(await refusals({ ...AGREED, instalments: '40 in May' }), ['instalments not-instalments']);
    assert.deepEqual(await refusals({ ...AGREED, instalments: '40 by 2026-12-01' }), ['instalments other-sum']);
    assert.deepEqual(await refusals({ ...AGREED, instalments: '267.59 by 2027-02-01' }), ['instalments out-of-time']);
    assert.deepEqual(await refusals({ ...AGREED, end: 'ended' }), ['end not-used']);
  });

  it('stands alone on its account, is entered once, and is never changed', async () => {
    const twice = await enter([AGREED, { ...AGREED, reason: 'Again' }]);
    assert.deepEqual(
      twice.reply.issues.map(({ code, sheetRow }) => [code, sheetRow]),
      [['arrangement-stands', 6]],
    );
    const sheet = await town().pull(KIND, {});
    const typed = [typedRow(KIND, 'k1', 5, AGREED)];
    await push(town(), sheet.pullId, typed);
    const again = await push(town(), sheet.pullId, typed);
    assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
    assert.deepEqual(await refusals({ ...AGREED, reason: 'Another' }), ['account arrangement-stands']);
    assert.equal((await enter([{ ...AGREED, from: '2027-02-01', until: '2027-03-01' }], {}, 2)).outcome, 'applied');
    const changed = await end({ amount: 50 });
    assert.deepEqual(
      changed.reply.issues.map(({ column, code }) => `${column} ${code}`),
      ['amount fixed-cell'],
    );
    await assert.rejects(town().database.raw('UPDATE payment_arrangement SET amount_cents = 1'), /never changed/);
    await assert.rejects(
      town().database.raw(
        `INSERT INTO payment_arrangement (account_id, amount_cents, from_on, until_on, instalments, reason, command_number)
         SELECT account_id, amount_cents, from_on, until_on, instalments, reason, command_number
         FROM payment_arrangement WHERE arrangement_number = 1`,
      ),
      /end it first/,
    );
  });

  it('is not for auditors, and its push is not reversed but ended', async () => {
    await assert.rejects(enter([AGREED], { role: 'auditor' }), { code: 'role-not-allowed' });
    const { receiptNumber } = await enter([AGREED]);
    await assert.rejects(reversePushed(town(), receiptNumber), { code: 'push-not-reversible' });
  });

  const toldAfterDue = async (billRunId: string, { database } = town()) => {
    const of = await statementRun(database, billRunId);
    const all = new Map<string, { dueCents: number; afterCents: number | null }>();
    for await (const { account, amountDueCents, afterDueCents } of statements(database, of)) {
      all.set(account.accountId, { dueCents: amountDueCents, afterCents: afterDueCents });
    }
    return all;
  };

  it('changes no statement of a run that was posted before it', async () => {
    const before = await toldAfterDue(LAST_POSTED);
    assert.deepEqual(before.get(IN_ARREARS), { dueCents: 26_759, afterCents: 27_553 });
    await enter([AGREED]);
    assert.deepEqual(await toldAfterDue(LAST_POSTED), before);
  });

  it('leaves what it covers out of the amount after the due date on the next statement', async () => {
    await late.rule({ charge: { percent: '10', on: 'amount-due' } });
    await enter([{ ...AGREED, amount: 100 }]);
    await postNextRunDue('2026-12-14');
    const { dueCents = 0, afterCents = 0 } = (await toldAfterDue(MVRS_RUN)).get(IN_ARREARS) ?? {};
    assert.equal(dueCents, 34_948);
    assert.equal(afterCents, 34_948 + 2495, '10% of 249.48');
  });
});
