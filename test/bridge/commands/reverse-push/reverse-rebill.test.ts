import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refusedReversal, refusedRows, reversePushed } from '../../../support/town/push-reversal.js';
import { Rebills } from '../../../support/town/rebills.js';
import { assertProven } from '../../../support/town/run-reversal.js';
import { postRun } from '../../../support/town/bill-run.js';
import { unloadUsual } from '../../../support/town/reading-files.js';
import { MVRS_RUN } from '../../../support/town/sample-town-file.js';
import { acceptTheRest, adjustmentRow, push } from '../../../support/town/sheet-rows.js';
import { useTown } from '../../../support/town/town.js';

const HOUSE = '06-0002-01';

describe('reversing a push of Rebill', () => {
  const town = useTown();
  let rebills: Rebills;

  beforeEach(() => {
    rebills = new Rebills(town());
  });

  const make = async (newRead: number, before = 0) => {
    const row = (await rebills.rows(HOUSE))[before];
    return rebills.make(HOUSE, { [String(row?.('key'))]: { newRead, reason: 'Misread' } });
  };

  /** What the sheet says of the account's bills, without how often they were made again. */
  const billed = async () => {
    const rows = await rebills.rows(HOUSE);
    const columns = ['from', 'to', 'previous', 'previousOn', 'read', 'readOn', 'use', 'rateClass', 'tariffs', 'total'];
    return rows.map((row) => columns.map((column) => row(column)));
  };

  const openRead = () =>
    town().database.raw(
      'SELECT previous_value, previous_on, usage_gallons, status FROM period_read WHERE bill_run_id = ? AND account_id = ?',
      [MVRS_RUN, HOUSE],
    );

  it('has the account owe what it owed, by bills, reads and an open run that are as they were', async () => {
    await unloadUsual(town(), MVRS_RUN);
    const before = [await billed(), await openRead(), await rebills.owed(HOUSE)];
    const { receiptNumber } = await make(46_913, 2);
    assert.notDeepEqual([await billed(), await openRead(), await rebills.owed(HOUSE)], before);
    const { outcome, reply } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied');
    assert.deepEqual(
      reply.balances.map(({ accountId }) => accountId),
      [HOUSE],
    );
    assert.deepEqual([await billed(), await openRead(), await rebills.owed(HOUSE)], before);
    await assertProven(town());
  });

  it('goes back to the rebill before, where there was one', async () => {
    await make(47_908);
    const first = await billed();
    const { receiptNumber } = await make(47_808);
    await reversePushed(town(), receiptNumber);
    assert.deepEqual(await billed(), first);
    await assertProven(town());
    await make(48_000);
  });

  it('says what to type for the next tenant, who began with the corrected read, and nothing where that one did not', async () => {
    const [moved, next] = ['04-0001-01', '04-0001-02'];
    const [last] = await rebills.rows(moved);
    const read = Number(last?.('read'));
    const first = (await rebills.rows(next)).at(-1);
    const correct = () => rebills.make(moved, { [String(last?.('key'))]: { newRead: read + 200, reason: 'Misread' } });
    const alone = await reversePushed(town(), (await correct()).receiptNumber);
    assert.deepEqual(alone.reply.notices, []);
    const { receiptNumber } = await correct();
    await rebills.make(next, { [String(first?.('key'))]: { newPrevious: read + 200, reason: 'As the tenant before' } });
    const { outcome, reply } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual(reply.notices, [
      `Account ${next} begins with ${read + 200} of 2026-03-15 on register 1 of meter ${String(first?.('meter'))}, and not with ${read} of 2026-03-15: ` +
        `the water between is billed to neither. Pull Rebill of ${next} and type ${read} as the right previous read of bill ${String(first?.('bill'))}.`,
    ]);
    await assertProven(town());
  });

  it('tells where the open run goes on from, and of goodwill beyond the bill that is restored', async () => {
    const { receiptNumber } = await make(49_208);
    const { pullId } = await town().pull('adjustments', {});
    const bill = Number((await rebills.rows(HOUSE))[0]?.('bill'));
    const typed = { account: HOUSE, service: 'water', kind: 'goodwill', bill, amount: -50, reason: 'Long outage' };
    const given = await push(town(), pullId, [adjustmentRow('k', 5, typed)], { role: 'supervisor' });
    assert.equal(given.outcome, 'applied', JSON.stringify(given.reply.issues));
    const { outcome, reply } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    const [goesOn = '', goodwill = '', ...more] = reply.notices;
    assert.match(goesOn, /^The open run \S+ goes on from 48208 of /);
    assert.match(
      goodwill,
      /^Bill \d+ charges \$44\.03 for water now, less than the goodwill of \$50\.00 that receipt \d+ gave/,
    );
    assert.deepEqual(more, []);
  });

  it('is refused while a later rebill stands on it', async () => {
    const { receiptNumber } = await make(47_908);
    await make(47_808);
    const [refused] = await refusedRows(town(), receiptNumber);
    assert.match(refused ?? '', / made-again-since$/);
  });

  it('goes back receipt by receipt, the last one first, to the bill itself', async () => {
    const states = [[await billed(), await rebills.owed(HOUSE)]];
    const receipts: (number | null)[] = [];
    for (const newRead of [47_908, 47_808, 47_708]) {
      receipts.push((await make(newRead)).receiptNumber);
      states.push([await billed(), await rebills.owed(HOUSE)]);
    }
    for (const receiptNumber of receipts.toReversed()) {
      states.pop();
      const { outcome, reply } = await reversePushed(town(), receiptNumber);
      assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
      assert.deepEqual([await billed(), await rebills.owed(HOUSE)], states.at(-1));
      await assertProven(town());
    }
  });

  it('names the receipt that stands on it, not one that was taken back', async () => {
    const { receiptNumber } = await make(47_908);
    const standing = await make(47_808);
    const last = await make(47_708);
    await reversePushed(town(), last.receiptNumber);
    const { reply } = await reversePushed(town(), receiptNumber);
    assert.deepEqual(
      reply.issues.map(({ code, fix }) => `${code}: ${fix}`),
      [`made-again-since: Reverse receipt ${standing.receiptNumber ?? ''} first.`],
    );
  });

  it('is refused once the account was billed on from it', async () => {
    const { receiptNumber } = await make(47_908);
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    await postRun(town(), MVRS_RUN);
    const [refused] = await refusedRows(town(), receiptNumber);
    assert.match(refused ?? '', / billed-since$/);
  });

  it('is refused while an adjustment corrects one of its bills since', async () => {
    const { receiptNumber } = await make(47_908);
    const { pullId } = await town().pull('adjustments', {});
    const typed = { account: HOUSE, service: 'water', kind: 'misread', amount: -1, reason: 'Misread' };
    const adjusted = await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    assert.equal(adjusted.outcome, 'applied', JSON.stringify(adjusted.reply.issues));
    const [refused] = await refusedRows(town(), receiptNumber);
    assert.match(refused ?? '', / adjusted-since$/);
    await reversePushed(town(), adjusted.receiptNumber);
    assert.equal((await reversePushed(town(), receiptNumber)).outcome, 'applied');
  });

  it('is of the whole push, and once', async () => {
    const { receiptNumber, reply } = await make(47_908);
    const key = reply.rows[0]?.key ?? '';
    await refusedReversal(town(), receiptNumber, 'reversed-whole-only', { rows: [key] });
    await reversePushed(town(), receiptNumber);
    await refusedReversal(town(), receiptNumber, 'already-reversed');
  });

  it('leaves any account with what it owed before, whatever was corrected, and books that are proven', async () => {
    const accounts = await town().database.raw<{ account_id: string }[]>(
      `SELECT DISTINCT account_id FROM period_read JOIN bill USING (bill_run_id, account_id) ORDER BY 1`,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: accounts.length - 1 }),
        fc.nat({ max: 11 }),
        fc.integer({ min: -60, max: 60 }),
        fc.constantFrom('', 'Business', 'Residential', 'Multifamily'),
        async (place, before, counts, newClass) => {
          const accountId = accounts[place]?.account_id ?? '';
          const row = (await rebills.rows(accountId))[before];
          const owed = await rebills.owed(accountId);
          fc.pre(row !== undefined && row('read') !== null && counts !== 0);
          const typed = {
            newRead: Number(row('read')) + counts,
            reason: 'Misread',
            ...(newClass === '' ? {} : { newClass }),
          };
          const sheet = await rebills.pull(accountId);
          const { outcome, receiptNumber } = await rebills.push(sheet, { [String(row('key'))]: typed });
          fc.pre(outcome === 'applied');
          const reversed = await reversePushed(town(), receiptNumber);
          assert.equal(reversed.outcome, 'applied', JSON.stringify(reversed.reply.issues));
          await assertProven(town());
          assert.equal(await rebills.owed(accountId), owed);
        },
      ),
      { numRuns: 8 },
    );
  });
});
