import assert from 'node:assert/strict';
import { TestTown } from '../../../support/town/town.js';
import { DUE, LateCharges } from '../../../support/town/late-charges.js';
import { enter } from '../../../support/town/run-reversal.js';
import { IN_ARREARS, PARTLY, useLateCharges } from '../../../support/town/use-late-charges.js';

describe('who is late by the payments that came in time', () => {
  const { town, late, postNextRun, lastPayment } = useLateCharges();

  it('counts what came up to the cut-off, to the minute, though it is entered days later', async () => {
    assert.equal(await late().charge(IN_ARREARS), '7.94');
    await late().pay(IN_ARREARS, 26_759, '2026-11-11T22:31:00.000Z');
    assert.equal(await late().charge(IN_ARREARS), '7.94', '16:31 is late');
    assert.equal((await late().row(IN_ARREARS))?.('balance'), '0.00');
    await late().pay(PARTLY, 5677, '2026-11-11T22:30:59.000Z');
    assert.equal(await late().row(PARTLY), null, '16:30:59 is in time');
  });

  it('counts what came in time though late money had paid the charge when it was entered', async () => {
    await late().pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
    assert.equal(await late().charge(PARTLY), '5.68');
    await late().pay(PARTLY, 3000, '2026-11-10T15:00:00.000Z');
    assert.equal(await late().charge(PARTLY), '2.68');
    await late().pay(PARTLY, 5677, '2026-11-10T16:00:00.000Z');
    assert.equal(await late().row(PARTLY), null);
  });

  it('counts what came in time and pays a bill that was not due yet', async () => {
    await late().pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
    await postNextRun('2026-12-14');
    await late().pay(PARTLY, 3000, '2026-11-10T15:00:00.000Z');
    const row = await late().row(PARTLY, DUE);
    assert.deepEqual(
      ['owed', 'charge'].map((id) => row?.(id)),
      ['26.77', '2.68'],
    );
  });

  it('counts a part that was paid in time, and a correction whenever it is made', async () => {
    await late().pay(IN_ARREARS, 26_759 - 4000, '2026-11-11T12:00:00.000Z');
    assert.equal(await late().charge(IN_ARREARS), '4.00');
    await enter(town(), { account: IN_ARREARS, what: 'write-off', amount: 15 });
    assert.equal(await late().charge(IN_ARREARS), '2.50');
  });

  it('does not count a payment that the bank returned, in whichever order late money had come', async () => {
    await late().pay(PARTLY, 5677, '2026-11-10T15:00:00.000Z');
    const payment = await lastPayment(PARTLY);
    await late().pay(PARTLY, 5677, '2026-11-12T15:00:00.000Z');
    await enter(town(), { account: PARTLY, what: 'returned payment', payment });
    assert.equal(await late().charge(PARTLY), '5.68', 'the late money was credit, and pays it now');
    await late().pay(PARTLY, 1000, '2026-11-10T16:00:00.000Z');
    assert.equal(await late().charge(PARTLY), '4.68');
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
});
