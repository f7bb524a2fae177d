import assert from 'node:assert/strict';
import { closePeriod } from '../../../bridge/commands/close-period.js';
import { setRunCriteria } from '../../../bridge/commands/set-run-criteria.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { Statement } from '../../../bridge/domain/statement/statement.js';
import { statementRun } from '../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../bridge/queries/statement/statements.js';
import { TestTown, useTown } from '../../support/town/town.js';
import { DUE, LateCharges } from '../../support/town/late-charges.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { enter, LAST_POSTED, refused, reverse } from '../../support/town/run-reversal.js';
import { postRun } from '../../support/town/bill-run.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide, push, typedRow, type Edits } from '../../support/town/sheet-rows.js';

/** It paid all of its bill of $106.76, and late. */
const LATE_PAYER = '06-0002-01';
/** It owes $267.59, of which $79.39 is the bill that fell due. */
const IN_ARREARS = '07-0001-01';
/** It has paid a part and owes $56.77. */
const PARTLY = '08-0003-01';

describe('the Late Charges sheet', () => {
  const town = useTown();
  let late: LateCharges;

  beforeEach(async () => {
    late = new LateCharges(town());
    await late.rule();
  });

  const statementsOf = async (billRunId: string) => {
    const told = new Map<string, { dueCents: number; afterCents: number }>();
    const of = await statementRun(town().database, billRunId);
    for await (const { account, amountDueCents, afterDueCents } of statements(town().database, of)) {
      told.set(account.accountId, { dueCents: amountDueCents, afterCents: afterDueCents ?? amountDueCents });
    }
    return told;
  };

  /** Late charges on garbage are the City's from a day on. */
  const garbageIsTheCitys = async (from: string) => {
    const accounting = JSON.parse(
      await town().value<string>(`SELECT value FROM setting WHERE name = 'accounting'`),
    ) as { lateCharges: object };
    accounting.lateCharges = { ...accounting.lateCharges, garbage: 'city' };
    await town().writeSetting('accounting', from, accounting);
  };

  /** Posts the run of today, due on a later day. */
  const postNextRun = async (dueOn: string, of = town()) => {
    await of.run(setRunCriteria, { billRunId: MVRS_RUN, billedOn: TODAY, dueOn, message: '' });
    await unloadUsual(of, MVRS_RUN);
    await acceptTheRest(of, MVRS_RUN);
    await postRun(of, MVRS_RUN);
  };

  /** The same town later. */
  const at = (clock: string) => new TestTown(town().file, town().database, () => new Date(clock));

  /** Takes the payments since a run was posted away, as if nobody had paid. */
  const withoutPayments = (accountId: string) =>
    town().value<number>(
      `SELECT count(*) FROM payment WHERE account_id = ? AND received_at BETWEEN '2026-10-22' AND '2026-11-11T22:31'`,
      [accountId],
    );

  const lastPayment = (accountId: string) =>
    town().value<number>('SELECT max(entry_number) FROM payment WHERE account_id = ?', [accountId]);

  describe('says who is late', () => {
    it('charges to the cent what the statement said, where nothing was paid in time, by any rule', async () => {
      const rules = [
        { percent: '10', on: 'current-charges' },
        { percent: '7.125', on: 'amount-due', base: { services: ['water', 'garbage'], natures: ['service'] } },
        { percent: '1.5', on: 'amount-due', minimumOwedCents: 6000, minimumChargeCents: 500, rounding: 'up' },
        { percent: '10', on: 'current-charges', exempt: { rateClasses: ['BUSINESS'], accounts: [LATE_PAYER] } },
      ];
      let charged = 0;
      for (const charge of rules) {
        await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30', charge });
        const told = await statementsOf(LAST_POSTED);
        const { rows } = await late.pull(DUE);
        const byAccount = new Map(rows.map((row) => [String(row[0]), row]));
        for (const accountId of new Set([...byAccount.keys(), ...told.keys()])) {
          const { dueCents, afterCents } = told.get(accountId) ?? { dueCents: 0, afterCents: 0 };
          if ((await withoutPayments(accountId)) > 0) continue;
          const row = byAccount.get(accountId);
          const amount = Math.round(Number((row && cell('late-charges', row, 'charge')) ?? 0) * 100);
          assert.equal(amount, afterCents - dueCents, `${accountId} by ${JSON.stringify(charge)}`);
          charged += Number(amount > 0);
        }
      }
      assert.ok(charged > 4, 'many were compared');
    });

    it('counts what came up to the cut-off, to the minute, though it is entered days later', async () => {
      assert.equal(await late.charge(IN_ARREARS), '7.94');
      await late.pay(IN_ARREARS, 26_759, '2026-11-11T22:31:00.000Z');
      assert.equal(await late.charge(IN_ARREARS), '7.94', '16:31 is late');
      assert.equal((await late.row(IN_ARREARS))?.('balance'), '0.00');
      await late.pay(PARTLY, 5677, '2026-11-11T22:30:59.000Z');
      assert.equal(await late.row(PARTLY), null, '16:30:59 is in time');
    });

    it('counts what came in time though late money had paid the charge when it was entered', async () => {
      await late.pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
      assert.equal(await late.charge(PARTLY), '5.68');
      await late.pay(PARTLY, 3000, '2026-11-10T15:00:00.000Z');
      assert.equal(await late.charge(PARTLY), '2.68');
      await late.pay(PARTLY, 5677, '2026-11-10T16:00:00.000Z');
      assert.equal(await late.row(PARTLY), null);
    });

    it('counts what came in time and pays a bill that was not due yet', async () => {
      await late.pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
      await postNextRun('2026-12-14');
      await late.pay(PARTLY, 3000, '2026-11-10T15:00:00.000Z');
      const row = await late.row(PARTLY, DUE);
      assert.deepEqual(
        ['owed', 'charge'].map((id) => row?.(id)),
        ['26.77', '2.68'],
      );
    });

    it('counts a part that was paid in time, and a correction whenever it is made', async () => {
      await late.pay(IN_ARREARS, 26_759 - 4000, '2026-11-11T12:00:00.000Z');
      assert.equal(await late.charge(IN_ARREARS), '4.00');
      await enter(town(), { account: IN_ARREARS, what: 'write-off', amount: 15 });
      assert.equal(await late.charge(IN_ARREARS), '2.50');
    });

    it('does not count a payment that the bank returned, in whichever order late money had come', async () => {
      await late.pay(PARTLY, 5677, '2026-11-10T15:00:00.000Z');
      const payment = await lastPayment(PARTLY);
      await late.pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
      await enter(town(), { account: PARTLY, what: 'returned payment', payment });
      assert.equal(await late.charge(PARTLY), '5.68', 'the late money was credit, and pays it now');
      await late.pay(PARTLY, 1000, '2026-11-10T16:00:00.000Z');
      assert.equal(await late.charge(PARTLY), '4.68');
    });

    it('goes by when money came and never by the order in which it is entered', async () => {
      const payments = [
        [10_000, '2026-11-10T15:00:00.000Z'],
        [26_759, '2026-11-12T15:00:00.000Z'],
        [9020, '2026-11-11T15:00:00.000Z'],
      ] as const;
      for (const order of ['012', '021', '102', '120', '201', '210']) {
        const other = await TestTown.open();
        const there = new LateCharges(other);
        await there.rule();
        for (const index of order) {
          const [amount, receivedAt] = payments[Number(index)] ?? [0, ''];
          await there.pay(IN_ARREARS, amount, receivedAt);
        }
        const row = await there.row(IN_ARREARS);
        assert.deepEqual(
          ['owed', 'base', 'charge'].map((id) => row?.(id)),
          ['77.39', '77.39', '7.74'],
          order,
        );
        await other.close();
      }
    });

    it('counts an adjustment the same before the late money came and after it, until the next bill', async () => {
      const adjust = async (of: TestTown) => {
        const { pullId } = await of.pull('adjustments', {});
        const cells = { account: PARTLY, service: 'water', kind: 'goodwill', amount: -10, reason: 'Leak repaired' };
        const { outcome, reply } = await push(of, pullId, [typedRow('adjustments', 'a1', 5, cells)]);
        assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
      };
      await adjust(town());
      await late.pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
      assert.equal(await late.charge(PARTLY), '4.68');
      const other = await TestTown.open();
      const there = new LateCharges(other);
      await there.rule();
      await there.pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
      await adjust(other);
      assert.equal(await there.charge(PARTLY), '4.68');
      await other.close();
      await postNextRun('2026-12-14');
      await late.pay(PARTLY, 50_000, '2026-11-12T15:00:00.000Z');
      await adjust(town());
      assert.equal(await late.charge(PARTLY), '4.68', 'that is of the next bill');
    });

    it('takes what is transferred to another account after the due date as late, and in time as settled', async () => {
      await enter(town(), { account: PARTLY, what: 'transfer', amount: 56.77, otherAccount: IN_ARREARS });
      assert.equal(await late.charge(PARTLY), '5.68');
      assert.equal(await late.charge(IN_ARREARS), '7.94');
      await postNextRun('2026-12-14');
      const owed = await town().value<number>('SELECT total_cents FROM bill WHERE account_id = ? AND due_on = ?', [
        PARTLY,
        '2026-12-14',
      ]);
      const later = at('2026-12-01T15:00:00Z');
      await enter(later, { account: PARTLY, what: 'transfer', amount: owed / 100, otherAccount: IN_ARREARS }, 'k2');
      assert.equal(await new LateCharges(at('2026-12-21T15:00:00Z')).row(PARTLY, '2026-12-14'), null);
    });

    it('counts an adjustment the same where arrears are paid late before it or after it', async () => {
      const adjust = async (of: TestTown) => {
        const { pullId } = await of.pull('adjustments', {});
        const cells = { account: IN_ARREARS, service: 'water', kind: 'goodwill', amount: -10, reason: 'Leak repaired' };
        assert.equal((await push(of, pullId, [typedRow('adjustments', 'a1', 5, cells)])).outcome, 'applied');
      };
      await adjust(town());
      await late.pay(IN_ARREARS, 18_820, '2026-11-12T15:00:00.000Z');
      const other = await TestTown.open();
      const there = new LateCharges(other);
      await there.rule();
      await there.pay(IN_ARREARS, 18_820, '2026-11-12T15:00:00.000Z');
      await adjust(other);
      assert.deepEqual([await late.charge(IN_ARREARS), await there.charge(IN_ARREARS)], ['7.94', '7.94']);
      await other.close();
    });

    /** What an account would be charged by now in a town of its own, where things were done one after the other. */
    const afterAll = async (steps: readonly ((of: TestTown, there: LateCharges) => Promise<void>)[]) => {
      const other = await TestTown.open();
      try {
        const there = new LateCharges(other);
        await there.rule();
        for (const step of steps) await step(other, there);
        const row = await there.row(IN_ARREARS, DUE);
        return ['owed', 'charge'].map((id) => row?.(id));
      } finally {
        await other.close();
      }
    };

    it('counts a write-off by the charge that it is of, the same before late money and after it', async () => {
      const lateMoney = (_: TestTown, there: LateCharges) => there.pay(IN_ARREARS, 18_820, '2026-11-12T15:00:00.000Z');
      const writeOff = (row: Readonly<Record<string, string | number>>) => (of: TestTown) =>
        enter(of, { account: IN_ARREARS, what: 'write-off', ...row });
      const any = writeOff({ amount: 79.39 });
      assert.deepEqual(await afterAll([any, lateMoney]), ['188.20', '7.94']);
      assert.deepEqual(await afterAll([lateMoney, any]), ['188.20', '7.94']);
      const ofSewer = writeOff({ amount: 20, charge: 'sewer' });
      assert.deepEqual(await afterAll([ofSewer, lateMoney]), ['247.59', '7.94']);
      assert.deepEqual(await afterAll([lateMoney, ofSewer]), ['247.59', '7.94']);
    });

    it('counts no write-off of what was charged since, nor after the next bill, nor one that was reversed or recovered', async () => {
      const fee = (of: TestTown) => enter(of, { account: IN_ARREARS, what: 'fee', amount: 30 });
      const ofFee = (of: TestTown) =>
        enter(of, { account: IN_ARREARS, what: 'write-off', amount: 30, charge: 'fee' }, 'k2');
      assert.deepEqual(await afterAll([fee, ofFee]), ['267.59', '7.94']);
      const all = (of: TestTown) => enter(of, { account: IN_ARREARS, what: 'write-off', amount: 267.59 });
      assert.deepEqual(await afterAll([all]), [undefined, undefined]);
      const reversed = async (of: TestTown) => {
        await reversePushed(of, await of.value<number>('SELECT max(command_number) FROM journal_entry'));
      };
      assert.deepEqual(await afterAll([all, reversed]), ['267.59', '7.94']);
      const recovered = (of: TestTown) => enter(of, { account: IN_ARREARS, what: 'recovery', amount: 80 }, 'k3');
      assert.deepEqual(await afterAll([all, recovered]), ['80.00', '7.94']);
      const nextBill = (of: TestTown) => postNextRun('2026-12-14', of);
      assert.deepEqual(await afterAll([nextBill, all]), ['267.59', '7.94']);
      assert.deepEqual(await afterAll([all, nextBill]), [undefined, undefined]);
      const nextReversed = (of: TestTown) => reverse(of, MVRS_RUN).then(() => undefined);
      assert.deepEqual(
        await afterAll([nextBill, nextReversed, all]),
        [undefined, undefined],
        'that bill stands no more',
      );
    });

    it('takes what a deposit pays after the due date as late', async () => {
      await enter(town(), { account: PARTLY, what: 'deposit taken', amount: 100 });
      await enter(town(), { account: PARTLY, what: 'deposit applied', amount: 56.77 }, 'k2');
      assert.equal(await late.charge(PARTLY), '5.68');
    });

    it('takes credit off that pays nothing yet, as the statement does: arrears before the bill', async () => {
      const application = JSON.parse(
        await town().value<string>(`SELECT value FROM setting WHERE name = 'payment-application'`),
      ) as object;
      await town().writeSetting('payment-application', '2026-11-01', { ...application, applyCreditToNewBills: false });
      await late.pay(PARTLY, 5677 + 3000, '2026-11-20T15:00:00.000Z');
      await postNextRun('2026-12-14');
      const { dueCents = 0, afterCents = 0 } = (await statementsOf(MVRS_RUN)).get(PARTLY) ?? {};
      assert.equal(afterCents - dueCents, Math.round(dueCents / 10), 'it owes the bill less $30.00');
      const charged = await new LateCharges(at('2026-12-21T15:00:00Z')).charge(PARTLY, '2026-12-14');
      assert.equal(Math.round(Number(charged) * 100), afterCents - dueCents);
    });

    it('charges nobody who paid in time what the statement asked, whatever was charged meanwhile', async () => {
      await late.rule({ charge: { percent: '10', on: 'amount-due' } });
      await postNextRun('2026-12-14');
      const told = (await statementsOf(MVRS_RUN)).get(IN_ARREARS);
      assert.deepEqual(told, { dueCents: 34_948, afterCents: 38_443 });
      await late.push(await late.pull(DUE), { [IN_ARREARS]: { decision: 'charge' } });
      const later = at('2026-12-21T15:00:00Z');
      await enter(later, { account: IN_ARREARS, what: 'fee', amount: 30 });
      const then = new LateCharges(later);
      assert.equal((await then.row(IN_ARREARS, '2026-12-14'))?.('charge'), '34.95', 'as the statement told');
      await then.pay(IN_ARREARS, 34_948, '2026-12-10T15:00:00.000Z');
      assert.equal(await then.row(IN_ARREARS, '2026-12-14'), null);
      assert.equal((await then.row(IN_ARREARS, DUE))?.('todo'), null, 'and the charge before stands as it is');
    });

    it('counts a payment that recovers what was written off before the bill for that alone', async () => {
      await enter(town(), { account: IN_ARREARS, what: 'write-off', amount: 50 });
      await postNextRun('2026-12-14');
      const later = at('2026-12-02T15:00:00Z');
      const charged = async (dueOn: string) =>
        (await new LateCharges(at('2026-12-21T15:00:00Z')).row(IN_ARREARS, dueOn))?.('owed');
      assert.equal(await charged('2026-12-14'), '299.48');
      await enter(later, { account: IN_ARREARS, what: 'recovery', amount: 50 }, 'k2');
      assert.equal(await charged('2026-12-14'), '299.48');
    });

    it('counts of a payment that recovers older and newer write-offs what is for the newer ones', async () => {
      await enter(town(), { account: IN_ARREARS, what: 'write-off', amount: 50 });
      await postNextRun('2026-12-14');
      await enter(at('2026-12-02T15:00:00Z'), { account: IN_ARREARS, what: 'write-off', amount: 30 }, 'k2');
      const owed = async () =>
        (await new LateCharges(at('2026-12-21T15:00:00Z')).row(IN_ARREARS, '2026-12-14'))?.('owed');
      assert.equal(await owed(), '269.48');
      await enter(at('2026-12-03T15:00:00Z'), { account: IN_ARREARS, what: 'recovery', amount: 80 }, 'k3');
      assert.equal(await owed(), '269.48', '$30.00 are owed again, and paid in time');
    });

    it('waits for the next open day where the rule has closed days', async () => {
      await late.rule({ closedDays: { holidays: [DUE] } });
      await late.pay(PARTLY, 5677, '2026-11-12T22:30:59.000Z');
      assert.equal(await late.row(PARTLY), null, 'Thursday 16:30 for a holiday');
      await late.pay(IN_ARREARS, 26_759, '2026-11-12T22:31:00.000Z');
      assert.equal(await late.charge(IN_ARREARS), '7.94');
    });

    it('says why nothing is charged of what is past due', async () => {
      await late.rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 6000 } });
      const partly = await late.row(PARTLY);
      assert.deepEqual(
        ['owed', 'charge', 'why', 'state', 'todo'].map((id) => partly?.(id)),
        ['56.77', null, 'Less than $60.00 is not charged.', 'none', null],
      );
      assert.deepEqual(await late.refusals({ [PARTLY]: { decision: 'charge' } }), ['decision nothing-to-charge']);
      await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30' });
      assert.match(String((await late.row(PARTLY))?.('why')), /late-rule/);
    });

    it('goes by the rule of the day of the bill, and spares who is exempt by that of the due date', async () => {
      const charge = { percent: '20', on: 'amount-due', exempt: { accounts: [PARTLY] } };
      await town().writeSetting('late-rule', '2026-11-01', { cutOff: '16:30', charge });
      assert.equal(await late.charge(IN_ARREARS), '7.94');
      assert.equal((await late.row(PARTLY))?.('why'), 'The account is exempt.');
    });

    it('goes by the later bill of two with one due date, which asked for both', async () => {
      const dueOn = '2027-01-20';
      await postNextRun(dueOn);
      const december = '2-2026-12';
      const later = at('2026-12-28T15:00:00Z');
      await later.run(setRunCriteria, {
        billRunId: december,
        billedOn: calendarDate('2026-12-28'),
        dueOn,
        message: '',
      });
      const { rows } = await later.pull('readings', { billRunId: december });
      const edits = rows.map(([key]) => [String(key), { action: 'estimate', reason: 'Snow' }] as const);
      await decide(later, december, Object.fromEntries(edits));
      await postRun(later, december);
      const { dueCents = 0, afterCents = 0 } = (await statementsOf(december)).get(IN_ARREARS) ?? {};
      const charged = await new LateCharges(at('2027-01-25T15:00:00Z')).row(IN_ARREARS, dueOn);
      assert.equal(Math.round(Number(charged?.('owed')) * 100), dueCents);
      assert.equal(Math.round(Number(charged?.('charge')) * 100), afterCents - dueCents);
      const { dueCents: firstCents = 0 } = (await statementsOf(MVRS_RUN)).get(IN_ARREARS) ?? {};
      assert.ok(dueCents > firstCents, 'the later one asked for more');
    });

    it('is refused for a due date that is not over, and for one of no bill', async () => {
      await assert.rejects(late.pull('2026-11-28'), { code: 'unknown-due-date' });
      await assert.rejects(late.pull('2026-11-12'), { code: 'unknown-due-date' });
      const early = new TestTown(town().file, town().database, () => new Date('2026-11-11T22:30:59Z'));
      await assert.rejects(new LateCharges(early).pull(DUE), { code: 'not-late-yet' });
      const over = new TestTown(town().file, town().database, () => new Date('2026-11-11T22:31:00Z'));
      assert.ok((await new LateCharges(over).pull(DUE)).rows.length > 0);
    });
  });

  describe('charges', () => {
    it('by one entry an account with a line a service, as the preview said, and as old as the due date', async () => {
      const sheet = await late.pull();
      const edits = { [IN_ARREARS]: { decision: 'charge' } };
      const preview = await late.push(sheet, edits, { dryRun: true });
      assert.equal(await town().value<number>('SELECT count(*) FROM late_charge_decision'), 0);
      const { reply, outcome } = await late.push(sheet, edits);
      assert.equal(outcome, 'applied');
      assert.deepEqual(reply.journal, preview.reply.journal);
      const lines = reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
      assert.deepEqual(lines, [
        ['1151', 259],
        ['4110', -259],
        ['1152', 335],
        ['4110', -335],
        ['1153', 200],
        ['4110', -200],
      ]);
      assert.deepEqual(reply.totals, [{ label: 'Charged (1)', value: '$7.94' }]);
      const documents = await town().database.raw<unknown[]>(
        `SELECT kind, amount_cents, due_on, charge_type FROM ledger_document ORDER BY document_number DESC LIMIT 1`,
      );
      assert.deepEqual(documents[0], { kind: 'late-charge', amount_cents: 794, due_on: DUE, charge_type: null });
    });

    it('for the City where the rules of accounting say that a service is its own', async () => {
      await garbageIsTheCitys(TODAY);
      const { reply } = await late.decide({ [IN_ARREARS]: { decision: 'charge' } });
      const garbage = reply.journal.slice(-2).map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
      assert.deepEqual(garbage, [
        ['1153', 200],
        ['2120', -200],
      ]);
    });

    it("never for the City on a fee, which is the utility's own", async () => {
      await late.rule({ charge: { percent: '10', on: 'amount-due', base: { natures: ['fee'] } } });
      await garbageIsTheCitys('2026-11-24');
      await enter(town(), { account: IN_ARREARS, what: 'fee', amount: 30 });
      await postNextRun('2026-12-14');
      const later = new LateCharges(at('2026-12-21T15:00:00Z'));
      const { reply } = await later.push(await later.pull('2026-12-14'), { [IN_ARREARS]: { decision: 'charge' } });
      assert.deepEqual(
        reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
        [
          ['1151', 300],
          ['4110', -300],
        ],
      );
    });

    it('a due date once, however often it is pulled and pushed, and from whichever sheet', async () => {
      const [first, second] = [await late.pull(), await late.pull()];
      const edits = { [IN_ARREARS]: { decision: 'charge' } };
      const { receiptNumber } = await late.push(first, edits);
      const again = await late.push(first, edits, { knownReceipts: [receiptNumber ?? 0] });
      assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
      const other = await late.push(second, edits);
      assert.equal(other.outcome, 'refused');
      const row = await late.row(IN_ARREARS);
      assert.deepEqual(
        ['decision', 'state', 'todo'].map((id) => row?.(id)),
        ['charge', 'charged', null],
      );
      assert.match(
        String(row?.('decided')),
        new RegExp(`^Charged \\$7\\.94 by Dana Whitlock on 2026-11-23, receipt ${receiptNumber ?? ''}$`),
      );
      assert.deepEqual(await late.refusals({ [IN_ARREARS]: { decision: 'waive', reason: 'Kind' } }), [
        'decision decided-already',
      ]);
      await assert.rejects(
        enter(town(), { account: IN_ARREARS, what: 'late charge', charge: 'water-late-charge', amount: 1, date: DUE }),
        /charged-already/,
      );
      assert.equal(await town().value<number>(`SELECT count(*) FROM journal_entry WHERE kind = 'late-charge'`), 1);
    });

    it('a due date once where two clients push at the same time', async () => {
      const sheets = [await late.pull(), await late.pull()];
      const edits = { [IN_ARREARS]: { decision: 'charge' }, [PARTLY]: { decision: 'charge' } };
      const answers = await Promise.all(sheets.map((sheet) => late.push(sheet, edits)));
      assert.deepEqual(answers.map(({ outcome }) => outcome).toSorted(), ['applied', 'refused']);
      assert.equal(await town().value<number>(`SELECT count(*) FROM journal_entry WHERE kind = 'late-charge'`), 2);
    });

    it('a due date once in the table itself, whatever writes to it', async () => {
      await late.decide({ [IN_ARREARS]: { decision: 'waive', reason: 'Kind' } });
      const insert = (turn: number) =>
        town().database.raw(
          `INSERT INTO late_charge_decision
             (account_id, due_on, turn, decision, owed_cents, base_cents, amount_cents, shares, reason, command_number)
           SELECT account_id, due_on, ?, decision, owed_cents, base_cents, amount_cents, shares, reason, command_number
           FROM late_charge_decision`,
          [turn],
        );
      await assert.rejects(insert(1), /decided once|never changed/);
      await assert.rejects(insert(2), /decided once/);
    });

    it('says of one that was typed by hand that it is charged already', async () => {
      await enter(town(), {
        account: IN_ARREARS,
        what: 'late charge',
        charge: 'water-late-charge',
        amount: 5,
        date: DUE,
      });
      const row = await late.row(IN_ARREARS);
      assert.deepEqual(
        ['state', 'todo'].map((id) => row?.(id)),
        ['charged', 'look again'],
      );
      assert.match(String(row?.('decided')), /^Charged \$5\.00 /);
      assert.deepEqual(await late.refusals({ [IN_ARREARS]: { reason: 'x' } }), ['decision decided-already']);
    });

    it('also of one that was typed by hand for a day between this due date and the next, before that was refused', async () => {
      await town().database.raw(
        `INSERT INTO ledger_document (kind, account_id, charge_type, amount_cents, effective_on, due_on, reason, entry_number)
         SELECT 'late-charge', account_id, 'water-late-charge', 794, '2026-11-23', '2026-11-12', 'By hand', entry_number
         FROM bill WHERE account_id = ? AND due_on = ?`,
        [IN_ARREARS, DUE],
      );
      assert.match(String((await late.row(IN_ARREARS))?.('decided')), /^Charged \$7\.94 /);
      assert.deepEqual(await late.refusals({ [IN_ARREARS]: { reason: 'x' } }), ['decision decided-already']);
      await postNextRun('2026-12-14');
      const next = await new LateCharges(at('2026-12-21T15:00:00Z')).row(IN_ARREARS, '2026-12-14');
      assert.equal(next?.('state'), 'undecided', 'not that of the next due date');
    });

    it('also where it is typed by hand after the sheet, for which only a due date of a bill that is over will do', async () => {
      const typed = { account: IN_ARREARS, what: 'late charge', charge: 'water-late-charge', amount: 7.94 };
      await late.decide({ [IN_ARREARS]: { decision: 'charge' } });
      await assert.rejects(enter(town(), { ...typed, date: DUE }), /charged-already/);
      await assert.rejects(
        enter(town(), { ...typed, date: '2026-11-12' }),
        /unknown-due-date.*the last one is 2026-11-11/,
      );
      await assert.rejects(enter(town(), { ...typed, date: '2026-10-28' }), /unknown-due-date/, 'of the other cycle');
      await postNextRun('2026-12-14');
      await late.rule({ closedDays: { holidays: ['2026-12-14'] } });
      await assert.rejects(enter(at('2026-12-15T15:00:00Z'), { ...typed, date: '2026-12-14' }), /not-late-yet/);
      await enter(at('2026-12-15T22:31:00Z'), { ...typed, date: '2026-12-14' }, 'k2');
    });

    it('and says of a charge that would be another by now that it is to be looked at again', async () => {
      await late.decide({ [PARTLY]: { decision: 'charge' } });
      await late.pay(PARTLY, 5677, '2026-11-10T15:00:00.000Z');
      const row = await late.row(PARTLY);
      assert.deepEqual(
        ['todo', 'state', 'charge', 'why'].map((id) => row?.(id)),
        ['look again', 'charged', null, 'Nothing is past due.'],
      );
    });

    it('is refused on what changed since the pull, and to auditors', async () => {
      const sheet = await late.pull();
      await late.pay(PARTLY, 1000, '2026-11-10T15:00:00.000Z');
      const { reply } = await late.push(sheet, { [PARTLY]: { decision: 'charge' } });
      assert.deepEqual(
        reply.conflicts.map(({ column }) => column),
        ['charge'],
      );
      await assert.rejects(late.decide({ [PARTLY]: { decision: 'charge' } }, { role: 'auditor' }), {
        code: 'role-not-allowed',
      });
    });

    it('is refused on a day that lies in a closed period, and so is a waiver; after it, an old due date is decided', async () => {
      const later = at('2026-12-02T15:00:00Z');
      await later.run(closePeriod, { throughDate: calendarDate('2026-11-30') }, { role: 'supervisor' });
      assert.equal((await new LateCharges(later).decide({ [PARTLY]: { decision: 'charge' } })).outcome, 'applied');
      await town().database.raw(
        `INSERT INTO period_closing SELECT max(closing_number) + 1, '2026-12-31', 1 FROM period_closing`,
      );
      const decide = (edits: Edits) => new LateCharges(later).decide(edits);
      await assert.rejects(decide({ [IN_ARREARS]: { decision: 'charge' } }), { code: 'closed-period' });
      await assert.rejects(decide({ [IN_ARREARS]: { decision: 'waive', reason: 'Kind' } }), { code: 'closed-period' });
    });

    it('is told as a late charge on the next statement, and not charged on where the base leaves late charges out', async () => {
      await late.decide({ [IN_ARREARS]: { decision: 'charge' } });
      const charge = { percent: '10', on: 'amount-due', base: { natures: ['service', 'tax', 'fee'] } };
      await town().writeSetting('late-rule', TODAY, { cutOff: '16:30', charge });
      await postNextRun('2026-12-14');
      const of = await statementRun(town().database, MVRS_RUN);
      const told: Statement[] = [];
      for await (const statement of statements(town().database, of, [IN_ARREARS])) told.push(statement);
      const [statement] = told;
      assert.deepEqual(
        statement?.activity.map(({ label, amountCents }) => [label, amountCents]),
        [['Late charge', 794]],
      );
      const base = statement.amountDueCents - 794;
      assert.equal(statement.afterDueCents, statement.amountDueCents + Math.round(base / 10));
    });
  });

  describe('waives', () => {
    it('with a reason, which stays with who gave it', async () => {
      assert.deepEqual(await late.refusals({ [PARTLY]: { decision: 'waive' } }), ['reason missing']);
      assert.deepEqual(await late.refusals({ [PARTLY]: { reason: 'In hospital' } }), ['decision missing']);
      const { reply } = await late.decide({ [PARTLY]: { decision: 'waive', reason: 'In hospital' } });
      assert.deepEqual([reply.journal, reply.totals], [[], [{ label: 'Waived (1)', value: '$5.68' }]]);
      const row = await late.row(PARTLY);
      assert.deepEqual(
        ['decision', 'reason', 'state', 'todo'].map((id) => row?.(id)),
        ['waive', 'In hospital', 'waived', null],
      );
      assert.match(String(row?.('decided')), /^Waived \$5\.68 by Dana Whitlock/);
      assert.deepEqual(await late.refusals({ [PARTLY]: { decision: 'charge' } }), ['decision decided-already']);
      await assert.rejects(
        enter(town(), { account: PARTLY, what: 'late charge', charge: 'water-late-charge', amount: 1, date: DUE }),
        /charged-already/,
      );
    });

    it('until a supervisor reverses it', async () => {
      const { receiptNumber } = await late.decide({ [PARTLY]: { decision: 'waive', reason: 'In hospital' } });
      await reversePushed(town(), receiptNumber, { rows: [PARTLY] });
      assert.deepEqual(
        [(await late.row(PARTLY))?.('state'), (await late.row(PARTLY))?.('todo')],
        ['reversed', 'decide again'],
      );
      assert.equal((await late.decide({ [PARTLY]: { decision: 'charge', reason: 'Was not' } })).outcome, 'applied');
    });
  });

  describe('after a reversal', () => {
    it('charges again only by a person who says why, in a fresh pull', async () => {
      const sheet = await late.pull();
      const edits = { [IN_ARREARS]: { decision: 'charge' }, [PARTLY]: { decision: 'charge' } };
      const { receiptNumber } = await late.push(sheet, edits);
      const { reply } = await reversePushed(town(), receiptNumber, { rows: [IN_ARREARS] });
      assert.deepEqual(reply.issues, []);
      const row = await late.row(IN_ARREARS);
      assert.deepEqual(
        ['state', 'todo', 'decision'].map((id) => row?.(id)),
        ['reversed', 'decide again', null],
      );
      assert.match(String(row?.('decided')), /reversed by receipt/);
      const stale = await late.push(sheet, { ...edits, [IN_ARREARS]: { decision: 'charge', reason: 'Again' } });
      assert.notEqual(stale.outcome, 'applied');
      assert.deepEqual(await late.refusals({ [IN_ARREARS]: { decision: 'charge' } }), ['reason missing']);
      await late.decide({ [IN_ARREARS]: { decision: 'charge', reason: 'The check bounced' } });
      assert.equal(await town().value<number>('SELECT max(turn) FROM late_charge_decision'), 2);
      assert.equal((await late.row(IN_ARREARS))?.('state'), 'charged');
    });

    it('charges again the same cents, though late money had paid all of it', async () => {
      const { receiptNumber } = await late.decide({ [PARTLY]: { decision: 'charge' } });
      await late.pay(PARTLY, 5677 + 568, '2026-11-23T14:30:00.000Z');
      await reversePushed(town(), receiptNumber);
      const row = await late.row(PARTLY);
      assert.deepEqual(
        ['owed', 'charge', 'todo', 'balance'].map((id) => row?.(id)),
        ['56.77', '5.68', 'decide again', '-5.68'],
      );
    });

    it('of the run nothing is late any more; while a charge stands on it, it is not reversed', async () => {
      const { receiptNumber } = await late.decide({ [IN_ARREARS]: { decision: 'charge' } });
      await refused(town(), 'run-not-reversible', /late charge/);
      await reversePushed(town(), receiptNumber);
      await reverse(town());
      await assert.rejects(late.pull(DUE), { code: 'unknown-due-date' });
      assert.notEqual((await late.pull()).rows[0]?.[14], DUE);
    });
  });
});
