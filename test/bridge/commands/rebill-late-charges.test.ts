import assert from 'node:assert/strict';
import { standingCents } from '../../../bridge/domain/adjusting/late-charges-left.js';
import { lateChargesAfterWaivers } from '../../../bridge/queries/adjusting/late-charges-after-waivers.js';
import { DUE, LateCharges } from '../../support/town/late-charges.js';
import { refusedRows, reversePushed } from '../../support/town/push-reversal.js';
import { Rebills, totalsOf } from '../../support/town/rebills.js';
import { assertProven, enter } from '../../support/town/run-reversal.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

/** It paid all of its bill of $106.76, and late: 10% are $10.68. Of 3,210 gallons the bill is $80.99: $8.10. */
const LATE_PAYER = '06-0002-01';
/** It paid nothing of its last bills. */
const UNPAID = '07-0001-01';
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

  const lateAmount = async () => (await lateCharges()).find(({ stands }) => stands === 1)?.amount;

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
    const water = stands?.get('water') ?? assert.fail('none stands');
    assert.equal(standingCents(water), 0, 'of one cent that stood one went back');
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

  it('are charged up to what was charged first where the bill comes to as much again', async () => {
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const owed = await rebills.owed(LATE_PAYER);
    await make();
    const made = await make({ newRead: 48_208, reason: 'It was right' });
    assert.deepEqual((await lateCharges()).at(-1), { amount: 1068, stands: 1 });
    const { 'Late charges taken back': back, 'Late charges charged again': again } = totalsOf(made);
    assert.deepEqual([back, again], ['$0.00', '$2.58']);
    assert.match(made.reply.rows[0]?.text ?? '', /The late charge for 2026-11-11 is \$10\.68 again, was \$8\.10\./);
    assert.equal(await rebills.owed(LATE_PAYER), owed);
    const row = await late.row(LATE_PAYER);
    assert.deepEqual([row?.('todo'), row?.('charge')], [null, '10.68']);
    await make({ newRead: 48_508, reason: 'Misread' });
    assert.deepEqual((await lateCharges()).at(-1), { amount: 1068, stands: 1 });
  });

  it('are charged again where corrections left nothing of them', async () => {
    await late.rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 9_000 } });
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const gone = await make();
    const made = await make({ newRead: 48_208, reason: 'It was right' });
    assert.equal(totalsOf(made)['Late charges charged again'], '$10.68');
    assert.deepEqual(await lateCharges(), [
      { amount: 1068, stands: 0 },
      { amount: 1068, stands: 1 },
    ]);
    const [refused] = await refusedRows(town(), gone.receiptNumber);
    assert.match(refused ?? '', / made-again-since$/);
    assert.equal((await reversePushed(town(), made.receiptNumber)).outcome, 'applied');
    assert.deepEqual((await lateCharges()).at(-1), { amount: 1068, stands: 0 });
    assert.equal((await reversePushed(town(), gone.receiptNumber)).outcome, 'applied');
    assert.deepEqual((await lateCharges()).at(-1), { amount: 1068, stands: 1 });
    await assertProven(town());
  });

  it('that were charged by hand once nothing was left of them are not charged twice', async () => {
    await late.rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 9_000 } });
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const gone = await make();
    const typed = { account: LATE_PAYER, what: 'late charge', charge: 'water-late-charge', amount: '4.00', date: DUE };
    await enter(town(), typed);
    const made = await make({ newRead: 48_208, reason: 'It was right' });
    assert.deepEqual((await lateCharges()).at(-1), { amount: 400, stands: 1 });
    await reversePushed(town(), made.receiptNumber);
    const [refused] = await refusedRows(town(), gone.receiptNumber);
    assert.match(refused ?? '', / late-charge-since$/);
  });

  it('that two rebills lowered go back receipt by receipt, the last one first, to the cent', async () => {
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    const states = [[await lateAmount(), await rebills.owed(LATE_PAYER)]];
    const receipts: (number | null)[] = [];
    for (const newRead of [47_908, 47_808, 48_008]) {
      receipts.push((await make({ newRead, reason: 'Misread' })).receiptNumber);
      states.push([await lateAmount(), await rebills.owed(LATE_PAYER)]);
    }
    assert.equal(new Set(states.map(([amount]) => amount)).size, 4, 'each has a late charge of its own');
    for (const receiptNumber of receipts.toReversed()) {
      states.pop();
      const { outcome, reply } = await reversePushed(town(), receiptNumber);
      assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
      assert.deepEqual([await lateAmount(), await rebills.owed(LATE_PAYER)], states.at(-1));
      await assertProven(town());
    }
  });

  it('name the receipt that is to be reversed first where a rebill of another bill lowered them too', async () => {
    await late.rule({ charge: { percent: '10', on: 'amount-due' } });
    await late.decide({ [UNPAID]: { decision: 'charge' } });
    const [last, before] = await rebills.rows(UNPAID);
    const half = { newMultiplier: '0.5', reason: 'It counts by halves' };
    const first = await rebills.make(UNPAID, { [String(last?.('key'))]: half });
    const second = await rebills.make(UNPAID, { [String(before?.('key'))]: half });
    const refused = await reversePushed(town(), first.receiptNumber);
    assert.deepEqual(
      refused.reply.issues.map(({ code, fix }) => `${code}: ${fix}`),
      [`late-charge-since: Reverse receipt ${second.receiptNumber ?? ''} first.`],
    );
    assert.equal((await reversePushed(town(), second.receiptNumber)).outcome, 'applied');
    assert.equal((await reversePushed(town(), first.receiptNumber)).outcome, 'applied');
    await assertProven(town());
  });

  it('that were decided on a corrected bill follow the reversal of that correction too', async () => {
    await make();
    const up = await make({ newRead: 48_208, reason: 'It was right' });
    await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    assert.equal(await lateAmount(), 1068);
    await reversePushed(town(), up.receiptNumber);
    await assertProven(town());
    assert.equal(await lateAmount(), 810);
  });

  it('keep their rebill from being reversed once they are written off', async () => {
    await late.decide({ [UNPAID]: { decision: 'charge' } });
    const [last] = await rebills.rows(UNPAID);
    const { receiptNumber } = await rebills.make(UNPAID, {
      [String(last?.('key'))]: { newMultiplier: '0.5', reason: 'It counts by halves' },
    });
    const typed = { account: UNPAID, what: 'write-off', charge: 'water-late-charge', amount: '0.50', reason: 'Gone' };
    await enter(town(), typed);
    const { reply } = await reversePushed(town(), receiptNumber);
    assert.ok(
      reply.issues.some(({ code }) => code === 'late-charge-settled'),
      JSON.stringify(reply.issues),
    );
  });

  it('are charged no more by any rebill once the receipt that charged them is reversed, even if nothing was left of them', async () => {
    await late.rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 9_000 } });
    const { receiptNumber } = await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    await make();
    const { outcome, reply } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    await assertProven(town());
    await make({ newRead: 48_208, reason: 'It was right' });
    assert.equal(await lateAmount(), undefined);
  });
});
