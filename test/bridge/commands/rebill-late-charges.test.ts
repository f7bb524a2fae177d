import assert from 'node:assert/strict';
import { lateChargesAfterWaivers } from '../../../bridge/queries/adjusting/adjustment-facts.js';
import { DUE, LateCharges } from '../../support/town/late-charges.js';
import { refusedRows, reversePushed } from '../../support/town/push-reversal.js';
import { Rebills, totalsOf } from '../../support/town/rebills.js';
import { assertProven, enter } from '../../support/town/run-reversal.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

/** It paid all of its bill of $106.76, and late: 10% are $10.68. Of 3,210 gallons the bill is $80.99: $8.10. */
const LATE_PAYER = '06-0002-01';
const RIGHT = { newRead: 47_908, reason: 'Misread' };

describe('late charges on bills that are made again', () => {
  const town = useTown();
  let rebills: Rebills;
  let late: LateCharges;

  beforeEach(async () => {
    rebills = new Rebills(town());
    late = new LateCharges(town());
    await late.rule();
  });

  const make = async (typed: Readonly<Record<string, string | number>> = RIGHT) => {
    const [last] = await rebills.rows(LATE_PAYER);
    return rebills.make(LATE_PAYER, { [String(last?.('key'))]: typed });
  };

  const lateCharges = () =>
    town().database.raw<{ amount: number; stands: number }[]>(
      `SELECT amount_cents AS amount, entry_number NOT IN (SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL) AS stands
       FROM ledger_document WHERE kind = 'late-charge' AND account_id = ? ORDER BY document_number`,
      [LATE_PAYER],
    );

  it('are taken back as far as the corrected statement would not have asked: $2.58 of $10.68', async () => {
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const made = await make();
    assert.deepEqual(await lateCharges(), [
      { amount: 1068, stands: 0 },
      { amount: 810, stands: 1 },
    ]);
    const { 'Late charges taken back': back, 'Net change for the customer': net } = totalsOf(made);
    assert.deepEqual([back, net], ['$2.58', '-$28.35']);
    assert.match(
      made.reply.rows[0]?.text ?? '',
      /Of the late charge of \$10\.68 for 2026-11-11, \$2\.58 are taken back\./,
    );
    const row = await late.row(LATE_PAYER);
    assert.deepEqual([row?.('todo'), row?.('charge')], [null, '8.10']);
  });

  it('are charged on the corrected bill where they were not decided on yet', async () => {
    await make();
    assert.equal(await late.charge(LATE_PAYER), '8.10');
  });

  it('are none of what a bill comes to more: that was never asked for', async () => {
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const made = await make({ newRead: 48_508, reason: 'Misread' });
    assert.equal(totalsOf(made)['Late charges taken back'], '$0.00');
    assert.deepEqual(await lateCharges(), [{ amount: 1068, stands: 1 }]);
    assert.equal(await late.charge(LATE_PAYER), '10.68');
  });

  it('are not asked for again where the corrected bill was paid in time', async () => {
    const accountId = await town().value<string>(
      `SELECT account_id FROM payment JOIN bill USING (account_id)
       WHERE bill.due_on = ? AND payment.amount_cents = bill.total_cents AND received_at BETWEEN '2026-10-23' AND '2026-11-10'
       ORDER BY 1 LIMIT 1`,
      [DUE],
    );
    const [last] = await rebills.rows(accountId);
    await rebills.make(accountId, {
      [String(last?.('key'))]: { newRead: Number(last?.('read')) - 10, reason: 'Misread' },
    });
    assert.equal(await late.charge(accountId), null);
  });

  it('that were waived stay waived', async () => {
    await late.decide({ [LATE_PAYER]: { decision: 'waive', reason: 'First time' } });
    await make();
    assert.equal((await late.row(LATE_PAYER))?.('state'), 'waived');
    assert.deepEqual(await lateCharges(), []);
  });

  it('that an adjustment waived are not given once more', async () => {
    const before = await rebills.owed(LATE_PAYER);
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const shares = await town().database.raw<{ service: string; amount: number }[]>(
      `SELECT service, share.value ->> 1 AS amount FROM late_charge_decision, json_each(shares) AS share
       JOIN charge_type ON charge_type = share.value ->> 0 WHERE account_id = ?`,
      [LATE_PAYER],
    );
    const { pullId } = await town().pull('adjustments', {});
    const waived = shares.map(({ service }, index) => {
      const typed = { account: LATE_PAYER, service, kind: 'late charge waiver', reason: 'Courtesy' };
      return adjustmentRow(`w${index}`, 5 + index, typed);
    });
    const { outcome, reply } = await push(town(), pullId, waived);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.equal(await rebills.owed(LATE_PAYER), before);
    const made = await make();
    assert.equal(totalsOf(made)['Late charges taken back'], '$0.00');
    assert.match(made.reply.rows[0]?.text ?? '', /late charge for 2026-11-11 was waived by an adjustment, and stays\./);
    assert.equal(await rebills.owed(LATE_PAYER), before - 2_577);
  });

  it('that an adjustment waived in part go back as far as they stand', async () => {
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const { pullId } = await town().pull('adjustments', {});
    const share = await town().value<number>(
      `SELECT share.value ->> 1 FROM late_charge_decision, json_each(shares) AS share
       JOIN charge_type ON charge_type = share.value ->> 0 AND service = 'water' WHERE account_id = ?`,
      [LATE_PAYER],
    );
    const typed = { account: LATE_PAYER, service: 'water', kind: 'late charge waiver', reason: 'Courtesy' };
    await push(town(), pullId, [adjustmentRow('w1', 5, { ...typed, amount: (1 - share) / 100 })]);
    await make();
    const stands = (await lateChargesAfterWaivers(town().database, [LATE_PAYER])).get(LATE_PAYER);
    assert.equal(stands?.get('water')?.standingCents, 0, 'of one cent that stood one went back');
  });

  it('that were typed by hand are told to who pushes, and stay', async () => {
    await enter(town(), {
      account: LATE_PAYER,
      what: 'late charge',
      charge: 'water-late-charge',
      amount: '4.00',
      date: DUE,
    });
    const { reply } = await make();
    assert.match(reply.rows[0]?.text ?? '', /typed by hand and stays/);
    assert.deepEqual(await lateCharges(), [{ amount: 400, stands: 1 }]);
  });

  it('are what they were again once the rebill is reversed', async () => {
    const owed = await rebills.owed(LATE_PAYER);
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const { receiptNumber } = await make();
    const { outcome } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied');
    await assertProven(town());
    assert.deepEqual((await lateCharges()).at(-1), { amount: 1068, stands: 1 });
    assert.equal(await rebills.owed(LATE_PAYER), owed + 1068);
  });

  it('are charged again where nothing was left of them, once the rebill is reversed', async () => {
    await late.rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 9_000 } });
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const made = await make();
    assert.equal(totalsOf(made)['Late charges taken back'], '$10.68');
    assert.deepEqual(await lateCharges(), [{ amount: 1068, stands: 0 }]);
    await reversePushed(town(), made.receiptNumber);
    await assertProven(town());
    assert.deepEqual((await lateCharges()).at(-1), { amount: 1068, stands: 1 });
  });

  it('go back as they stand by now with the receipt that charged them', async () => {
    const before = await rebills.owed(LATE_PAYER);
    const { receiptNumber } = await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const { receiptNumber: rebilledBy } = await make();
    const { outcome } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied');
    await assertProven(town());
    assert.equal(await rebills.owed(LATE_PAYER), before - 2_577);
    assert.equal((await late.row(LATE_PAYER))?.('todo'), 'decide again');
    const [refused] = await refusedRows(town(), rebilledBy);
    assert.match(refused ?? '', / late-charge-since$/);
  });
});
