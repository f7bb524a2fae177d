import assert from 'node:assert/strict';
import { TestTown } from '../../../support/town/town.js';
import { DUE, LateCharges } from '../../../support/town/late-charges.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { enter, reverse } from '../../../support/town/run-reversal.js';
import { MVRS_RUN } from '../../../support/town/sample-town-file.js';
import { push, typedRow } from '../../../support/town/sheet-rows.js';
import { IN_ARREARS, PARTLY, useLateCharges } from '../../../support/town/use-late-charges.js';

describe('who is late where something else than a payment settled a bill', () => {
  const { town, late, statementsOf, postNextRun, at } = useLateCharges();

  it('counts an adjustment the same before the late money came and after it, until the next bill', async () => {
    const adjust = async (of: TestTown) => {
      const { pullId } = await of.pull('adjustments', {});
      const cells = { account: PARTLY, service: 'water', kind: 'goodwill', amount: -10, reason: 'Leak repaired' };
      const { outcome, reply } = await push(of, pullId, [typedRow('adjustments', 'a1', 5, cells)]);
      assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    };
    await adjust(town());
    await late().pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
    assert.equal(await late().charge(PARTLY), '4.68');
    const other = await TestTown.open();
    const there = new LateCharges(other);
    await there.rule();
    await there.pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
    await adjust(other);
    assert.equal(await there.charge(PARTLY), '4.68');
    await other.close();
    await postNextRun('2026-12-14');
    await late().pay(PARTLY, 50_000, '2026-11-12T15:00:00.000Z');
    await adjust(town());
    assert.equal(await late().charge(PARTLY), '4.68', 'that is of the next bill');
  });

  it('takes what is transferred to another account after the due date as late, and in time as settled', async () => {
    await enter(town(), { account: PARTLY, what: 'transfer', amount: 56.77, otherAccount: IN_ARREARS });
    assert.equal(await late().charge(PARTLY), '5.68');
    assert.equal(await late().charge(IN_ARREARS), '7.94');
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
    await late().pay(IN_ARREARS, 18_820, '2026-11-12T15:00:00.000Z');
    const other = await TestTown.open();
    const there = new LateCharges(other);
    await there.rule();
    await there.pay(IN_ARREARS, 18_820, '2026-11-12T15:00:00.000Z');
    await adjust(other);
    assert.deepEqual([await late().charge(IN_ARREARS), await there.charge(IN_ARREARS)], ['7.94', '7.94']);
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
    assert.deepEqual(await afterAll([nextBill, nextReversed, all]), [undefined, undefined], 'that bill stands no more');
  });

  it('takes what a deposit pays after the due date as late', async () => {
    await enter(town(), { account: PARTLY, what: 'deposit taken', amount: 100 });
    await enter(town(), { account: PARTLY, what: 'deposit applied', amount: 56.77 }, 'k2');
    assert.equal(await late().charge(PARTLY), '5.68');
  });

  it('takes credit off that pays nothing yet, as the statement does: arrears before the bill', async () => {
    const application = JSON.parse(
      await town().value<string>(`SELECT value FROM setting WHERE name = 'payment-application'`),
    ) as object;
    await town().writeSetting('payment-application', '2026-11-01', { ...application, applyCreditToNewBills: false });
    await late().pay(PARTLY, 5677 + 3000, '2026-11-20T15:00:00.000Z');
    await postNextRun('2026-12-14');
    const { dueCents = 0, afterCents = 0 } = (await statementsOf(MVRS_RUN)).get(PARTLY) ?? {};
    assert.equal(afterCents - dueCents, Math.round(dueCents / 10), 'it owes the bill less $30.00');
    const charged = await new LateCharges(at('2026-12-21T15:00:00Z')).charge(PARTLY, '2026-12-14');
    assert.equal(Math.round(Number(charged) * 100), afterCents - dueCents);
  });

  it('charges nobody who paid in time what the statement asked, whatever was charged meanwhile', async () => {
    await late().rule({ charge: { percent: '10', on: 'amount-due' } });
    await postNextRun('2026-12-14');
    const told = (await statementsOf(MVRS_RUN)).get(IN_ARREARS);
    assert.deepEqual(told, { dueCents: 34_948, afterCents: 38_443 });
    await late().push(await late().pull(DUE), { [IN_ARREARS]: { decision: 'charge' } });
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
});
