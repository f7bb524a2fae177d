import assert from 'node:assert/strict';
import { setAccountInput } from '../../../../bridge/commands/set-account-input.js';
import { postCrossingRun } from '../../../support/town/crossing-run.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { totalsOf } from '../../../support/town/rebills.js';
import { COMPOUND, HOUSE, useRebillSheet } from '../../../support/town/use-rebill-sheet.js';

/** It pays by the reduced rate. */
const PROGRAMME = '08-0006-01';
/** It has no meter: its gallons were agreed on. */
const UNMETERED = '01-0003-01';

describe('the Rebill sheet', () => {
  const { town, rebills, row, billedBy } = useRebillSheet();

  describe('makes a bill again by hand-worked figures', () => {
    it('for a misread meter: 3,210 gallons are $27.83 of water and $33.16 of sewer', async () => {
      const { key, read } = await row();
      assert.equal(read, 48_208);
      const made = await rebills().make(HOUSE, { [key]: { newRead: 47_908, reason: 'Misread a 2 for a 9' } });
      const { cell: billed } = await row();
      assert.deepEqual(
        ['use', 'water', 'sewer', 'garbage', 'total', 'state'].map((column) => billed(column)),
        [3_210, '27.83', '33.16', '20.00', '80.99', 'Rebill 1'],
      );
      assert.equal(
        billed('corrected'),
        `Meter 07480722, register 1: the read is 47908, not 48208. Misread a 2 for a 9; receipt ${made.receiptNumber}.`,
      );
      assert.deepEqual(
        made.reply.rows.map(({ text }) => text),
        ['Made again: $80.99, was $106.76; rebill 1.'],
      );
      assert.deepEqual(totalsOf(made), {
        'Billed before (1)': '$106.76',
        'Billed now': '$80.99',
        'Late charges taken back': '$0.00',
        'Net change for the customer': '-$25.77',
        'Owed before': '$0.00',
        'Owed now': '-$25.77',
      });
    });

    it('for the wrong class: a business pays $45.33, $70.75 and $40.03', async () => {
      assert.equal(await billedBy({ newClass: 'Business' }), '156.11');
    });

    it('for a register that was taken to count by ten and counts by one: 621 gallons', async () => {
      assert.equal(await billedBy({ newMultiplier: '1' }), '68.90');
    });

    it('for another number of carts: the second one is half of the first', async () => {
      assert.equal(await billedBy({ newCarts: 2 }), '116.76');
    });

    it('for the wrong rates, by their version of that day', async () => {
      const source = await town().value<string>(
        `SELECT source FROM tariff_version WHERE tariff_version_id = 'sewer-alabaster@2000-01-01'`,
      );
      await town().database.raw(`INSERT INTO tariff VALUES ('sewer-outside', 'sewer', 'Sewer outside the city')`);
      await town().database.raw(
        `INSERT INTO tariff_version (tariff_version_id, tariff_id, effective_from, is_sample, source, source_hash)
         SELECT 'sewer-outside@2000-01-01', 'sewer-outside', effective_from, is_sample, ?, source_hash
         FROM tariff_version WHERE tariff_version_id = 'sewer-alabaster@2000-01-01'`,
        [source],
      );
      // 20.50 + 6.21 x 2.85 = 38.1985.
      const { key } = await row();
      await rebills().make(HOUSE, { [key]: { newTariffs: 'sewer-outside', reason: 'It lies outside' } });
      const { cell: billed } = await row();
      assert.deepEqual([billed('sewer'), billed('total')], ['38.20', '102.23']);
    });

    it('for one register of a compound meter: the other one stays', async () => {
      const [high, low] = await rebills().rows(COMPOUND);
      assert.ok(high && low);
      const registers = [high, low].toSorted((a, b) => Number(a('register')) - Number(b('register')));
      const [first, second] = registers;
      assert.ok(first && second);
      const gallons = Number(second('use'));
      await rebills().make(COMPOUND, {
        [String(second('key'))]: { newRead: Number(second('previous')), reason: 'Stood still' },
      });
      const after = await rebills().rows(COMPOUND);
      const useOf = (register: unknown) => after.find((each) => each('register') === register)?.('use');
      assert.ok(gallons > 0);
      assert.deepEqual([useOf(1), useOf(2)], [first('use'), 0]);
    });

    it('by what it was billed by, whatever the account and the meter are said to have had since', async () => {
      await town().database.raw(`UPDATE meter SET size = '2"' WHERE meter_id = '07480722'`);
      await town().database.raw(
        `UPDATE service SET unmetered_gallons = 9000 WHERE account_id = ? AND service = 'sewer'`,
        [HOUSE],
      );
      const { key } = await row();
      const asIs = { newClass: 'Residential', reason: 'Look again' };
      assert.deepEqual(await rebills().refusals(HOUSE, { [key]: asIs }), ['decision nothing-changed']);
      assert.equal(await billedBy({ newRead: 47_908 }), '80.99');
      const [again, onRecord] = [await billedBy({ newRead: 48_208 }), await billedBy({ decision: 'rebill' })];
      assert.equal(again, '106.76');
      assert.notEqual(onRecord, '106.76');
      // It stays billed by that from then on.
      const { receiptNumber } = await rebills().make(HOUSE, { [key]: { newCarts: 2, reason: 'Two carts' } });
      assert.equal(Number((await row()).cell('total')), Number(onRecord) + 10);
      await reversePushed(town(), receiptNumber);
      assert.deepEqual(await rebills().refusals(HOUSE, { [key]: asIs }), ['decision nothing-changed']);
    });

    it('by the account data that were known when it was posted, unless what is on record now is asked for', async () => {
      const before = (await row(PROGRAMME)).cell('total');
      const { key, read } = await row(PROGRAMME);
      const ended = { accountId: PROGRAMME, name: 'programme_ends', value: '2026-02-01', effectiveFrom: '2026-02-01' };
      await town().run(setAccountInput, ended);
      const sameRead = { newRead: read, reason: 'Look again' };
      assert.deepEqual(await rebills().refusals(PROGRAMME, { [key]: sameRead }), ['decision nothing-changed']);
      assert.notEqual(await billedBy({ decision: 'rebill' }, PROGRAMME), before);
    });

    it('for agreed gallons where no meter measures: what is on record now', async () => {
      assert.deepEqual(
        await rebills().refusals(UNMETERED, { [(await row(UNMETERED)).key]: { newRead: 5, reason: 'x' } }),
        ['newRead no-meter'],
      );
      await town().database.raw(
        `UPDATE service SET unmetered_gallons = 2000 WHERE account_id = ? AND service = 'sewer'`,
        [UNMETERED],
      );
      const { key } = await row(UNMETERED);
      await rebills().make(UNMETERED, { [key]: { decision: 'rebill', reason: 'The agreement was entered wrong' } });
      const { cell: billed } = await row(UNMETERED);
      const rateClass = billed('rateClass');
      assert.equal(rateClass, 'Residential');
      // 22.92 + 2 x 3.19.
      assert.equal(billed('sewer'), '29.30');
    });
  });

  describe('divides by days where rates changed within the period', () => {
    let house = '';
    beforeEach(async () => {
      house = await postCrossingRun(town());
    });

    it('prices a corrected read by each version: 14 days of $22.92 and $15.95, 17 days of $25.00 and 2,742 gallons', async () => {
      const { key, read } = await row(house);
      await rebills().make(house, { [key]: { newRead: read - 100, reason: 'Misread' } });
      assert.equal((await row(house)).cell('sewer'), String((1035 + 720 + 2331) / 100));
    });

    it('prices a corrected date by its days: 14 and 13 of 27, and the next period begins with it', async () => {
      const { key } = await row(house);
      const { reply } = await rebills().make(house, {
        [key]: { newReadOn: '2026-11-01', reason: 'Read on All Saints' },
      });
      const { cell: billed } = await row(house);
      assert.deepEqual([billed('sewer'), billed('to'), billed('readOn')], ['42.40', '2026-11-01', '2026-11-01']);
      assert.match(reply.notices.join(' '), /goes on from \d+ of 2026-11-01/);
      const preview = await town().pull('bill-preview', { billRunId: '1-2026-12' });
      assert.ok(preview.rows.length > 0);
      assert.equal(
        await town().value('SELECT max(period_to) FROM billed_period WHERE account_id = ?', [house]),
        '2026-11-01',
      );
    });
  });
});
