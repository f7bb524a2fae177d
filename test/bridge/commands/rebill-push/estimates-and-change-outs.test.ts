import assert from 'node:assert/strict';
import { postRun } from '../../../support/town/bill-run.js';
import { HouseAtWork } from '../../../support/town/house-at-work.js';
import { doneWith, newMeterRow } from '../../../support/town/meter-work.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { unloadUsual } from '../../../support/town/reading-files.js';
import { assertProven } from '../../../support/town/run-reversal.js';
import { BEACON_RUN } from '../../../support/town/sample-town-file.js';
import { acceptTheRest, decide } from '../../../support/town/sheet-rows.js';
import { COMPOUND, useRebillSheet } from '../../../support/town/use-rebill-sheet.js';

/** Water is a minimum with 2,500 gallons and $5.40 per 1,000 after; sewer is $22.92 and $3.19 per 1,000. */
describe('a bill made again to the cent', () => {
  const { town, rebills, row } = useRebillSheet();

  const billed = async (accountId: string, before = 0, columns = ['water', 'sewer']) => {
    const { cell } = await row(accountId, before);
    return columns.map((column) => cell(column));
  };

  describe('where the meter was changed out within the period', () => {
    let accountId: string;
    let work: HouseAtWork;

    /** 120 counts of ten gallons on the old meter, and 5,938 less 7 of one gallon on the new one. */
    beforeEach(async () => {
      work = await HouseAtWork.of(town());
      accountId = work.house.read.accountId;
      await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), work.changeOut());
      await unloadUsual(town(), BEACON_RUN);
      await acceptTheRest(town(), BEACON_RUN);
      await work.post();
    });

    const keys = async () => {
      const rows = (await rebills().rows(accountId)).slice(0, 2);
      const keyOf = (meter: string) => String(rows.find((each) => each('meter') === meter)?.('key'));
      return { out: keyOf(work.old), stayed: keyOf('N1') };
    };
    const asked = ['use', 'water', 'sewer', 'total'];
    const reason = 'Misread';
    const bill = async () => {
      const rows = (await rebills().rows(accountId)).slice(0, 2);
      const found = rows.find((each) => each('meter') === 'N1');
      return asked.map((column) => found?.(column));
    };

    it('adds up the registers of both: 1,200 and 5,931 gallons are $46.51 and $45.67', async () => {
      assert.deepEqual(await bill(), [5_931, '46.51', '45.67', '132.18']);
    });

    it('corrects the final read of the one that went: 2,200 and 5,931 gallons', async () => {
      const { out } = await keys();
      const made = await rebills().make(accountId, { [out]: { newRead: work.previous + 220, reason } });
      assert.deepEqual(await bill(), [5_931, '51.91', '48.86', '140.77']);
      assert.deepEqual(made.reply.notices, [], 'no open run goes on from it');
      await reversePushed(town(), made.receiptNumber);
      assert.deepEqual(await bill(), [5_931, '46.51', '45.67', '132.18']);
      await assertProven(town());
    });

    it('corrects what the other one began with, and its read, from which the open run goes on', async () => {
      const { stayed } = await keys();
      await rebills().make(accountId, { [stayed]: { newPrevious: 107, reason } });
      assert.deepEqual(await bill(), [5_831, '45.97', '45.35', '131.32']);
      const { reply } = await rebills().make(accountId, { [stayed]: { newRead: 3_507, reason } });
      assert.deepEqual(await bill(), [3_400, '32.84', '37.59', '110.43']);
      assert.match(reply.notices.join(), /goes on from 3507 of 2026-11-05 for meter N1/);
    });

    it('corrects both at once, one more and the other less', async () => {
      const { out, stayed } = await keys();
      const read = { newRead: work.previous + 320, reason };
      await rebills().make(accountId, { [out]: read, [stayed]: { newRead: 3_507, reason } });
      // 3,200 and 3,500 gallons.
      assert.deepEqual(await bill(), [3_500, '44.18', '44.29', '128.47']);
    });

    it('takes a read date in the row of the meter that stayed, not before the change', async () => {
      const { out, stayed } = await keys();
      const dated = (newReadOn: string) => ({ newReadOn, reason });
      assert.deepEqual(await rebills().refusals(accountId, { [out]: dated('2026-10-20') }), [
        'newReadOn meter-taken-out',
      ]);
      const early = { [stayed]: dated('2026-10-12') };
      assert.deepEqual(await rebills().refusals(accountId, early), ['newReadOn date-not-between']);
      await rebills().make(accountId, { [stayed]: dated('2026-11-04') });
      const rows = (await rebills().rows(accountId)).slice(0, 2);
      const dates = rows.map((each) => [each('meter'), each('previousOn'), each('readOn')]);
      assert.deepEqual(Object.fromEntries(dates.map(([meter, ...days]) => [meter, days])), {
        [work.old]: ['2026-10-05', '2026-10-15'],
        N1: ['2026-10-15', '2026-11-04'],
      });
    });
  });

  describe('where a read was estimated', () => {
    /** What a house with a 5/8" meter pays for water and sewer, by their rates of the autumn. */
    const charges = (gallons: number) => [
      (21.5 + Math.max(0, gallons - 2_500) * 0.0054).toFixed(2),
      (22.92 + gallons * 0.00319).toFixed(2),
    ];

    it('is by the true read of that period, and the open run goes on from it', async () => {
      const { house } = await HouseAtWork.of(town());
      const { accountId, rowKey, previousValue } = house.read;
      await unloadUsual(town(), BEACON_RUN);
      await decide(town(), BEACON_RUN, { [rowKey]: { action: 'estimate', reason: 'Snow' } });
      await acceptTheRest(town(), BEACON_RUN);
      await postRun(town(), BEACON_RUN);
      const { key, cell, read } = await row(accountId);
      assert.notEqual(read, previousValue + 500, 'it was estimated otherwise');
      const posted = [cell('water'), cell('sewer')];
      assert.deepEqual(posted, charges(Number(cell('use'))));
      const right = { [key]: { newRead: previousValue + 500, reason: 'Read once the snow was gone' } };
      const { reply, receiptNumber } = await rebills().make(accountId, right);
      // 500 counts of ten gallons: $35.00 and $38.87.
      assert.deepEqual(await billed(accountId), ['35.00', '38.87']);
      assert.match(reply.notices.join(), new RegExp(`goes on from ${previousValue + 500} of `));
      await reversePushed(town(), receiptNumber);
      assert.deepEqual(await billed(accountId), posted);
      await assertProven(town());
    });

    it('is over both periods what they used together, each by its own use: nothing is billed twice', async () => {
      const [found] = await town().database.raw<{ account: string; bill: number }[]>(
        `SELECT bill.account_id AS account, bill.bill_number AS bill
         FROM period_read AS read JOIN bill USING (bill_run_id, account_id)
         WHERE status = 'estimated' AND register_number = 1 AND read.usage_gallons > 1000 AND bill.period_to > '2026-03-01'
           AND EXISTS (SELECT 1 FROM bill AS later WHERE later.account_id = bill.account_id
                       AND later.period_to > bill.period_to) ORDER BY bill.period_to DESC LIMIT 1`,
      );
      assert.ok(found, 'a read of the sample town was estimated');
      const rows = async () => (await rebills().rows(found.account)).toReversed();
      const before = await rows();
      const place = before.findIndex((each) => each('bill') === found.bill);
      const uses = (of: typeof before) => of.slice(place, place + 2).map((each) => Number(each('use')));
      const [estimate] = before.slice(place);
      const read = Number(estimate?.('read'));
      await rebills().make(found.account, {
        [String(estimate?.('key'))]: { newRead: read - 50, reason: 'Read by the customer' },
      });
      const after = await rows();
      const moved = Number(uses(before)[0]) - Number(uses(after)[0]);
      assert.ok(moved > 0);
      assert.deepEqual(uses(after), [Number(uses(before)[0]) - moved, Number(uses(before)[1]) + moved]);
      const sewer = after.slice(place, place + 2).map((each) => each('sewer'));
      assert.deepEqual(
        sewer,
        uses(after).map((gallons) => (22.92 + gallons * 0.00319).toFixed(2)),
      );
    });
  });

  describe('of a compound meter', () => {
    it('is of both registers together, over two periods: what the low one bills less it bills more next', async () => {
      const rows = await rebills().rows(COMPOUND);
      const [last] = rows;
      const before = rows.find((each) => each('bill') !== last?.('bill') && each('register') === 2);
      assert.ok(last && before);
      const useOf = (all: typeof rows, bill: unknown) =>
        all.filter((each) => each('bill') === bill).reduce((sum, each) => sum + Number(each('use')), 0);
      const totals = [useOf(rows, before('bill')), useOf(rows, last('bill'))];
      const counted = Number(before('use')) / (Number(before('read')) - Number(before('previous')));
      const back = Math.floor((Number(before('read')) - Number(before('previous'))) / 2);
      const made = await rebills().make(COMPOUND, {
        [String(before('key'))]: { newRead: Number(before('read')) - back, reason: 'Misread' },
      });
      const after = await rebills().rows(COMPOUND);
      const moved = back * counted;
      assert.deepEqual(
        [useOf(after, before('bill')), useOf(after, last('bill'))],
        [Number(totals[0]) - moved, Number(totals[1]) + moved],
      );
      assert.ok(moved > 0);
      await reversePushed(town(), made.receiptNumber);
      await assertProven(town());
      const again = await rebills().rows(COMPOUND);
      assert.deepEqual([useOf(again, before('bill')), useOf(again, last('bill'))], totals);
    });
  });
});
