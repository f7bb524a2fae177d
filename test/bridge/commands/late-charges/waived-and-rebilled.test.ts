import assert from 'node:assert/strict';
import { LateCharges } from '../../../support/town/late-charges.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { Rebills } from '../../../support/town/rebills.js';
import { assertProven } from '../../../support/town/run-reversal.js';
import { adjustmentRow, cell, push } from '../../../support/town/sheet-rows.js';
import { useTown } from '../../../support/town/town.js';

/** It paid all of its bill of $106.76, and late: 10% are $10.68. Of 3,210 gallons the bill is $80.99: $8.10. */
const LATE_PAYER = '06-0002-01';

describe('a late charge whose waiver is taken back after its bill was made again', () => {
  const town = useTown();
  let rebills: Rebills;
  let owedBefore: number;
  let charged: number | null;

  beforeEach(async () => {
    rebills = new Rebills(town());
    const late = new LateCharges(town());
    await late.rule();
    owedBefore = await rebills.owed(LATE_PAYER);
    ({ receiptNumber: charged } = await late.decide({ [LATE_PAYER]: { decision: 'charge' } }));
  });

  const make = async (newRead: number) => {
    const [last] = await rebills.rows(LATE_PAYER);
    return rebills.make(LATE_PAYER, { [String(last?.('key'))]: { newRead, reason: 'Misread' } });
  };

  const shares = async () =>
    new Map(
      (
        await town().database.raw<{ service: string; amount: number }[]>(
          `SELECT service, share.value ->> 1 AS amount FROM standing_late_charge_decision, json_each(shares) AS share
           JOIN charge_type ON charge_type = share.value ->> 0 WHERE account_id = ?`,
          [LATE_PAYER],
        )
      ).map(({ service, amount }) => [service, amount]),
    );

  const charge = async () => [...(await shares()).values()].reduce((sum, amount) => sum + amount, 0);

  /** Waives what is charged of these services, or so much of each. */
  const waive = async (services?: readonly string[], dollars?: number) => {
    const { pullId } = await town().pull('adjustments', {});
    const rows = (services ?? [...(await shares()).keys()]).map((service, index) => {
      const typed = { account: LATE_PAYER, service, kind: 'late charge waiver', reason: 'Courtesy' };
      return adjustmentRow(`w-${service}`, 5 + index, dollars === undefined ? typed : { ...typed, amount: -dollars });
    });
    const { outcome, receiptNumber, reply } = await push(town(), pullId, rows);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    return receiptNumber;
  };

  /** Reverses as it was shown at preview; whatever is kept leaves books that are proven. */
  const takeBack = async (receiptNumber: number | null, rows?: readonly string[]) => {
    const options = rows === undefined ? {} : { rows };
    const preview = await reversePushed(town(), receiptNumber, { ...options, dryRun: true });
    const { outcome, reply } = await reversePushed(town(), receiptNumber, options);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual(preview.reply, reply);
    await assertProven(town());
    const [balance] = reply.balances;
    assert.equal(balance?.afterCents, await rebills.owed(LATE_PAYER));
    return reply.notices;
  };

  it('is what the rebill would have left of it, and is told', async () => {
    const waiver = await waive();
    await make(47_908);
    assert.equal(await charge(), 1068, 'it went back by the waiver');
    assert.deepEqual(await takeBack(waiver), ['Of the late charge of $10.68 for 2026-11-11, $2.58 are taken back.']);
    assert.equal(await charge(), 810);
    assert.equal(await rebills.owed(LATE_PAYER), owedBefore - 2_577 + 810);
    const { rows } = await town().pull('adjustment-register', {});
    const told = rows.map((row) => ['kind', 'amount', 'reason'].map((id) => cell('adjustment-register', row, id)));
    assert.deepEqual(
      told.filter(([kind]) => kind === 'late charge after rebill'),
      [['late charge after rebill', '-2.58', 'Wrong account']],
      'in the register with the reason of the reversal',
    );
  });

  it('follows service by service as the rows of the waiver are taken back', async () => {
    const first = await shares();
    const waiver = await waive();
    await make(47_908);
    await takeBack(waiver, ['w-water']);
    const [water, sewer] = [(await shares()).get('water'), (await shares()).get('sewer')];
    assert.ok(Number(water) < Number(first.get('water')), 'water is waived no more');
    assert.equal(sewer, first.get('sewer'), 'sewer is');
    await takeBack(waiver);
    assert.equal(await charge(), 810);
    assert.equal(await rebills.owed(LATE_PAYER), owedBefore - 2_577 + 810);
  });

  it('loses what the waiver of a part of it kept the rebill from taking back', async () => {
    const first = await shares();
    const waiver = await waive(['water'], (Number(first.get('water')) - 1) / 100);
    await make(47_908);
    const between = await charge();
    assert.ok(between > 810 && between < 1068);
    await takeBack(waiver);
    assert.equal(await charge(), 810);
    assert.equal(await rebills.owed(LATE_PAYER), owedBefore - 2_577 + 810);
  });

  it('follows every rebill since the waiver, and none that was before it', async () => {
    await make(48_008);
    const lowered = await charge();
    const waiver = await waive();
    await make(47_908);
    await make(47_808);
    assert.equal(await charge(), lowered);
    await takeBack(waiver);
    const right = await charge();
    assert.ok(right < 810);
    await make(47_908);
    assert.equal(await charge(), 810, 'and goes on from there');
  });

  it('stays where the bill comes to as much again, to more, or where nothing was made again', async () => {
    const none = await waive();
    assert.deepEqual(await takeBack(none), []);
    const waiver = await waive();
    await make(47_908);
    await make(48_508);
    assert.deepEqual(await takeBack(waiver), []);
    assert.equal(await charge(), 1068);
  });

  it('stays as far as another waiver still stands', async () => {
    const water = await waive(['water']);
    const others = await waive([...(await shares()).keys()].filter((service) => service !== 'water'));
    await make(47_908);
    await takeBack(others);
    await takeBack(water);
    assert.equal(await charge(), 810);
    assert.equal(await rebills.owed(LATE_PAYER), owedBefore - 2_577 + 810);
  });

  for (const part of [undefined, ['water']] as const) {
    const waived = part === undefined ? 'wholly' : 'partly';

    it(`is as it was first, ${waived} waived, once the rebill is taken back, before the waiver or after it`, async () => {
      const waiver = await waive(part);
      const { receiptNumber: rebill } = await make(47_908);
      await takeBack(rebill);
      await takeBack(waiver);
      assert.equal(await charge(), 1068);
      assert.equal(await rebills.owed(LATE_PAYER), owedBefore + 1068);
      const again = await waive(part);
      const { receiptNumber: second } = await make(47_908);
      await takeBack(again);
      assert.equal(await charge(), 810);
      const { outcome, reply } = await reversePushed(town(), second);
      if (outcome === 'refused') {
        assert.deepEqual(
          reply.issues.map(({ code, fix }) => [code, fix]),
          [['late-charge-since', 'Pull Rebill and make the bills again as they should be.']],
        );
        await make(48_208);
      }
      assert.equal(await charge(), 1068);
      assert.equal(await rebills.owed(LATE_PAYER), owedBefore + 1068);
      await assertProven(town());
    });
  }

  it('goes back with the receipt that charged it', async () => {
    const waiver = await waive();
    await make(47_908);
    await takeBack(waiver);
    await takeBack(charged);
    assert.equal(await rebills.owed(LATE_PAYER), owedBefore - 2_577);
  });
});
