import assert from 'node:assert/strict';
import { closePeriod } from '../../../bridge/commands/close-period.js';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { postedPeriods } from '../../../bridge/queries/rebilling/posted-periods.js';
import { statementRun } from '../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../bridge/queries/statement/statements.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { postRun } from '../../support/town/bill-run.js';
import { postCrossingRun } from '../../support/town/crossing-run.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { Rebills, totalsOf } from '../../support/town/rebills.js';
import { enter, refused } from '../../support/town/run-reversal.js';
import { MVRS_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest, adjustmentRow, cell, decide, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

/** A house with a 3/4" meter that counts by tens, a cart, and 6,210 gallons on its last bill: $44.03, $42.73 and $20.00. */
const HOUSE = '06-0002-01';
const LAST_RUN = '2-2026-10';
/** A business with a compound meter. */
const COMPOUND = '04-0003-01';
/** It pays by the reduced rate. */
const PROGRAMME = '08-0006-01';
/** It has no meter: its gallons were agreed on. */
const UNMETERED = '01-0003-01';

describe('the Rebill sheet', () => {
  const town = useTown();
  let rebills: Rebills;

  beforeEach(() => {
    rebills = new Rebills(town());
  });

  /** A row of the account's sheet, the last one unless told how many before it. */
  const row = async (accountId = HOUSE, before = 0) => {
    const found = (await rebills.rows(accountId))[before];
    assert.ok(found);
    return { key: String(found('key')), cell: found, read: Number(found('read')) };
  };

  /** Types into the last row of an account, or one before it; what it comes to, in dollars. */
  const billedBy = async (typed: Readonly<Record<string, string | number>>, accountId = HOUSE, before = 0) => {
    const { key } = await row(accountId, before);
    await rebills.make(accountId, { [key]: { reason: 'It was wrong', ...typed } });
    return (await row(accountId, before)).cell('total');
  };

  describe('makes a bill again by hand-worked figures', () => {
    it('for a misread meter: 3,210 gallons are $27.83 of water and $33.16 of sewer', async () => {
      const { key, read } = await row();
      assert.equal(read, 48_208);
      const made = await rebills.make(HOUSE, { [key]: { newRead: 47_908, reason: 'Misread a 2 for a 9' } });
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
      await rebills.make(HOUSE, { [key]: { newTariffs: 'sewer-outside', reason: 'It lies outside' } });
      const { cell: billed } = await row();
      assert.deepEqual([billed('sewer'), billed('total')], ['38.20', '102.23']);
    });

    it('for one register of a compound meter: the other one stays', async () => {
      const [high, low] = await rebills.rows(COMPOUND);
      assert.ok(high && low);
      const registers = [high, low].toSorted((a, b) => Number(a('register')) - Number(b('register')));
      const [first, second] = registers;
      assert.ok(first && second);
      const gallons = Number(second('use'));
      await rebills.make(COMPOUND, {
        [String(second('key'))]: { newRead: Number(second('previous')), reason: 'Stood still' },
      });
      const after = await rebills.rows(COMPOUND);
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
      assert.deepEqual(await rebills.refusals(HOUSE, { [key]: asIs }), ['decision nothing-changed']);
      assert.equal(await billedBy({ newRead: 47_908 }), '80.99');
      const [again, onRecord] = [await billedBy({ newRead: 48_208 }), await billedBy({ decision: 'rebill' })];
      assert.equal(again, '106.76');
      assert.notEqual(onRecord, '106.76');
      // It stays billed by that from then on.
      const { receiptNumber } = await rebills.make(HOUSE, { [key]: { newCarts: 2, reason: 'Two carts' } });
      assert.equal(Number((await row()).cell('total')), Number(onRecord) + 10);
      await reversePushed(town(), receiptNumber);
      assert.deepEqual(await rebills.refusals(HOUSE, { [key]: asIs }), ['decision nothing-changed']);
    });

    it('by the account data that were known when it was posted, unless what is on record now is asked for', async () => {
      const before = (await row(PROGRAMME)).cell('total');
      const { key, read } = await row(PROGRAMME);
      const ended = { accountId: PROGRAMME, name: 'programme_ends', value: '2026-02-01', effectiveFrom: '2026-02-01' };
      await town().run(setAccountInput, ended);
      const sameRead = { newRead: read, reason: 'Look again' };
      assert.deepEqual(await rebills.refusals(PROGRAMME, { [key]: sameRead }), ['decision nothing-changed']);
      assert.notEqual(await billedBy({ decision: 'rebill' }, PROGRAMME), before);
    });

    it('for agreed gallons where no meter measures: what is on record now', async () => {
      assert.deepEqual(
        await rebills.refusals(UNMETERED, { [(await row(UNMETERED)).key]: { newRead: 5, reason: 'x' } }),
        ['newRead no-meter'],
      );
      await town().database.raw(
        `UPDATE service SET unmetered_gallons = 2000 WHERE account_id = ? AND service = 'sewer'`,
        [UNMETERED],
      );
      const { key } = await row(UNMETERED);
      await rebills.make(UNMETERED, { [key]: { decision: 'rebill', reason: 'The agreement was entered wrong' } });
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
      await rebills.make(house, { [key]: { newRead: read - 100, reason: 'Misread' } });
      assert.equal((await row(house)).cell('sewer'), String((1035 + 720 + 2331) / 100));
    });

    it('prices a corrected date by its days: 14 and 13 of 27, and the next period begins with it', async () => {
      const { key } = await row(house);
      const { reply } = await rebills.make(house, { [key]: { newReadOn: '2026-11-01', reason: 'Read on All Saints' } });
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

  describe('over several periods', () => {
    it('has the next period begin with the corrected read: what one bills less the next bills more', async () => {
      const [august, september] = [await row(HOUSE, 2), await row(HOUSE, 1)];
      const made = await rebills.make(HOUSE, {
        [august.key]: { newRead: august.read - 100, reason: 'Misread' },
        [september.key]: { newRead: september.read - 100, reason: 'Misread again' },
      });
      const totals = [];
      for (const before of [2, 1, 0]) totals.push((await row(HOUSE, before)).cell('total'));
      // 5,050, 5,740 and 7,210 gallons; October was not typed and follows.
      assert.deepEqual(totals, ['96.80', '102.73', '115.35']);
      assert.deepEqual(made.reply.notices.length, 1);
      assert.match(made.reply.notices.join(), /Bill 700 .* follows and is made again too: \$115\.35, was \$106\.76/);
      assert.equal(totalsOf(made)['Net change for the customer'], '$0.00');
    });

    it('says what to type for the next tenant, who began with the old read, until both have the right one', async () => {
      const [moved, next] = ['04-0001-01', '04-0001-02'];
      const { key, read } = await row(moved);
      const first = (await rebills.rows(next)).at(-1);
      assert.deepEqual([first?.('previous'), first?.('previousOn')], [read, '2026-03-15']);
      const { reply } = await rebills.make(moved, { [key]: { newRead: read + 200, reason: 'Misread' } });
      const bill = String(first?.('bill'));
      assert.deepEqual(reply.notices, [
        `Account ${next} begins with 42007 of 2026-03-15 on register 1 of meter ${String(first?.('meter'))}, and not with 42207 of 2026-03-15: ` +
          `the water between is billed to both. Pull Rebill of ${next} and type 42207 as the right previous read of bill ${bill}.`,
      ]);
      const same = await rebills.make(moved, { [key]: { newClass: 'Business', reason: 'A shop' } });
      assert.deepEqual(same.reply.notices, []);
      const begun = { newPrevious: read + 200, reason: 'Read with the tenant before' };
      const made = await rebills.make(next, { [String(first?.('key'))]: begun });
      assert.deepEqual(made.reply.notices, []);
      const after = (await rebills.rows(next)).at(-1);
      assert.equal(after?.('previous'), read + 200);
      const counted = Number(first?.('read')) - read;
      assert.equal(Number(after?.('use')) * counted, Number(first?.('use')) * (counted - 200));
    });

    it('says the same of the tenant before, who ended with the read that the next one begins with', async () => {
      const next = '04-0001-02';
      const first = (await rebills.rows(next)).at(-1);
      const begun = { newPrevious: Number(first?.('previous')) + 5, reason: 'Misread' };
      const { reply } = await rebills.make(next, { [String(first?.('key'))]: begun });
      assert.equal(reply.notices.length, 1);
      assert.match(
        reply.notices.join(),
        /^Account 04-0001-01 ends with 42007 .* the water between is billed to neither\./,
      );
      assert.match(reply.notices.join(), /type 42012 as the right read of bill \d+\.$/);
    });

    it('corrects what the account began with by its first bill alone, and by no other', async () => {
      const last = { [(await row()).key]: { newPrevious: 5, reason: 'x' } };
      assert.deepEqual(await rebills.refusals(HOUSE, last), ['newPrevious not-the-first-read']);
      const months = { fromMonth: '2000-01' };
      const oldest = (await rebills.pull(HOUSE, months)).rows[0];
      assert.ok(oldest);
      const of = (column: string) => cell('rebill', oldest, column);
      const begun = { newPrevious: Number(of('previous')) - 10, reason: 'Misread' };
      const sheet = await rebills.pull(HOUSE, months);
      const { outcome, reply } = await rebills.push(sheet, { [String(of('key'))]: begun });
      assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
      assert.equal(await town().value('SELECT count(*) FROM rebill'), 1);
      const [again] = (await rebills.pull(HOUSE, months)).rows;
      assert.ok(again);
      assert.equal(cell('rebill', again, 'use'), Number(of('use')) + 100);
    });

    it('has a next tenant who was not billed yet begin with the corrected read', async () => {
      const { key, read } = await row();
      await town().database.raw(
        `UPDATE period_read SET account_id = '06-0003-01' WHERE bill_run_id = ? AND meter_id = '07480722'`,
        [MVRS_RUN],
      );
      const right = { newRead: read - 100, reason: 'Misread' };
      const { reply } = await rebills.make(HOUSE, { [key]: right }, { dryRun: true });
      assert.match(
        reply.notices.join(' '),
        /goes on from 48108 of 2026-10-19 for meter 07480722 of account 06-0003-01\./,
      );
    });

    it('prices each period by the versions of its time', async () => {
      const rows = await rebills.rows(HOUSE);
      const january = rows.findIndex((each) => each('to') === '2026-01-19');
      assert.ok(january > 0);
      const { key, read } = await row(HOUSE, january);
      await rebills.make(HOUSE, { [key]: { newRead: read - 100, reason: 'Misread' } });
      const [before, after] = [await row(HOUSE, january), await row(HOUSE, january - 1)];
      const sewer = (base: number, rate: number, gallons: number) => (base + (rate * gallons) / 1000).toFixed(2);
      // The rates of 2000 until February 15, then those of the ordinance.
      assert.equal(before.cell('sewer'), sewer(20.5, 2.85, Number(before.cell('use'))));
      assert.equal(after.cell('sewer'), sewer(22.92, 3.19, Number(after.cell('use'))));
    });

    it('has the open run go on from the corrected read, and what it bills goes by that', async () => {
      await unloadUsual(town(), MVRS_RUN);
      await acceptTheRest(town(), MVRS_RUN);
      const useOf = () =>
        town().value<number>('SELECT usage_gallons FROM period_read WHERE bill_run_id = ? AND account_id = ?', [
          MVRS_RUN,
          HOUSE,
        ]);
      const before = await useOf();
      const { key, read } = await row();
      const { reply } = await rebills.make(HOUSE, { [key]: { newRead: read - 100, reason: 'Misread' } });
      assert.equal(await useOf(), before + 1_000);
      assert.match(reply.notices.join(' '), /The open run 2-2026-11 goes on from 48108 of 2026-10-19 /);
      await acceptTheRest(town(), MVRS_RUN);
      await postRun(town(), MVRS_RUN);
      const last = await row();
      assert.deepEqual([last.cell('previous'), last.cell('use')], [48_108, before + 1_000]);
    });

    it('refuses what a decision in the open run would not survive', async () => {
      await unloadUsual(town(), MVRS_RUN);
      const { key } = await row();
      const open = await town().value<string>(
        'SELECT row_key FROM period_read WHERE bill_run_id = ? AND account_id = ?',
        [MVRS_RUN, HOUSE],
      );
      await decide(town(), MVRS_RUN, {
        [open]: { action: 'change', newReading: 48_300, reason: 'She sent a picture' },
      });
      assert.deepEqual(await rebills.refusals(HOUSE, { [key]: { newRead: 48_900, reason: 'Misread' } }), [
        'newRead open-read-decided',
      ]);
    });
  });

  describe('refuses, with all issues of all rows at once,', () => {
    it('what is no correction of a read', async () => {
      const [last, before] = [await row(), await row(HOUSE, 1)];
      assert.deepEqual(
        await rebills.refusals(HOUSE, {
          [last.key]: { newRead: -5, newMultiplier: '0', newTariffs: 'sewer-nowhere, water-sample, water-sample' },
          [before.key]: { newRead: 12_345_678, newCarts: -1, reason: 'x' },
        }),
        [
          ...['newRead over-capacity', 'newCarts not-positive'],
          ...['reason missing', 'newRead reading-negative', 'newMultiplier not-positive'],
          ...['newTariffs unknown-tariff', 'newTariffs two-tariffs'],
        ],
      );
    });

    it('a read that is text, a class that there is not, and half a gallon of carts', async () => {
      const { key } = await row();
      assert.deepEqual(
        await rebills.refusals(HOUSE, {
          [key]: { newRead: '48 thousand', newReadOn: 'soon', newClass: 'Palace', newCarts: 1.5, reason: 'x' },
        }),
        ['newRead not-integer', 'newReadOn not-date', 'newClass not-a-choice', 'newCarts not-integer'],
      );
    });

    it('a read below the one before it that is no rollover, and one that leaves the next period none', async () => {
      const [last, before] = [await row(), await row(HOUSE, 1)];
      const below = { newRead: Number(last.cell('previous')) - 1, reason: 'x' };
      assert.deepEqual(await rebills.refusals(HOUSE, { [last.key]: below }), ['newRead reading-not-possible']);
      const above = { newRead: last.read + 1, reason: 'x' };
      assert.deepEqual(await rebills.refusals(HOUSE, { [before.key]: above }), ['newRead reading-not-possible']);
    });

    it('a date that does not lie between those of its neighbours, and one that has not come', async () => {
      const [last, before] = [await row(), await row(HOUSE, 1)];
      const dated = (newReadOn: string) => ({ newReadOn, reason: 'x' });
      const codes = ['newReadOn date-not-between'];
      assert.deepEqual(await rebills.refusals(HOUSE, { [last.key]: dated('2026-09-18') }), codes);
      assert.deepEqual(await rebills.refusals(HOUSE, { [before.key]: dated('2026-10-19') }), codes);
      assert.deepEqual(await rebills.refusals(HOUSE, { [last.key]: dated('2026-11-24') }), codes);
    });

    it('two rows of a bill that contradict each other', async () => {
      const [high, low] = await rebills.rows(COMPOUND);
      assert.ok(high && low);
      assert.deepEqual(
        await rebills.refusals(COMPOUND, {
          [String(high('key'))]: { newClass: 'Multifamily', reason: 'x' },
          [String(low('key'))]: { newClass: 'Residential', reason: 'x' },
        }),
        ['newClass two-answers', 'newClass two-answers'],
      );
    });

    it('a bill that comes out as it is, and a row that says nothing', async () => {
      const [last, before] = [await row(), await row(HOUSE, 1)];
      const asIs = { decision: 'rebill', reason: 'Look again' };
      assert.deepEqual(await rebills.refusals(HOUSE, { [last.key]: asIs }), ['decision nothing-changed']);
      assert.deepEqual(await rebills.refusals(HOUSE, { [before.key]: { reason: 'Hm' } }), ['decision nothing-typed']);
    });

    it('rates that were not in force then, with the bill that they are missing for', async () => {
      await town().database.raw(`INSERT INTO tariff VALUES ('sewer-new', 'sewer', 'Sewer to come')`);
      const { key } = await row();
      assert.deepEqual(await rebills.refusals(HOUSE, { [key]: { newTariffs: 'sewer-new', reason: 'x' } }), [
        'decision no-tariff-in-force',
      ]);
    });

    it('part of what is one whole: one bad row keeps the others from being made again', async () => {
      const [last, before] = [await row(), await row(HOUSE, 1)];
      const edits = {
        [last.key]: { newRead: last.read - 10, reason: 'x' },
        [before.key]: { newRead: 'a lot', reason: 'x' },
      };
      const sheet = await rebills.pull(HOUSE);
      const { outcome, reply } = await rebills.push(sheet, edits, { mode: 'valid' });
      assert.deepEqual([outcome, reply.applied], ['refused', 0]);
    });

    it('what was written off or transferred', async () => {
      const { key, read } = await row('07-0001-01');
      await enter(town(), { account: '07-0001-01', what: 'write-off', amount: '100.00', reason: 'Gone' });
      const oldest = (await rebills.rows('07-0001-01')).find((each) => each('dueOn') === '2026-10-11');
      assert.ok(oldest);
      const edits = { [String(oldest('key'))]: { newClass: 'Business', reason: 'x' } };
      assert.deepEqual(await rebills.refusals('07-0001-01', edits), ['decision bill-settled']);
      assert.ok(read > 0 && key !== '');
    });

    it('whoever only looks', async () => {
      const { key, read } = await row();
      const sheet = await rebills.pull(HOUSE);
      await assert.rejects(rebills.push(sheet, { [key]: { newRead: read - 1, reason: 'x' } }, { role: 'auditor' }), {
        code: 'role-not-allowed',
      });
    });

    it('an account or months without bills', async () => {
      const codeOf = (error: unknown) => (error instanceof CurbstopError ? error.code : '');
      await assert.rejects(rebills.pull('99-9999-99'), (error) => codeOf(error) === 'unknown-account');
      await assert.rejects(
        rebills.pull(HOUSE, { fromMonth: '2019-01', throughMonth: '2019-02' }),
        (error) => codeOf(error) === 'no-such-bill',
      );
    });
  });

  describe('beside what was posted', () => {
    it('leaves the run, its bills and its reads as they were, and its statements byte for byte', async () => {
      const posted = async () => {
        const run = await statementRun(town().database, LAST_RUN);
        const told = [];
        for await (const statement of statements(town().database, run)) told.push(statement);
        const tables = ['bill', 'bill_charge', 'period_read', 'bill_run', 'bill_run_seal'];
        const rows = [];
        for (const table of tables) {
          const where = table === 'period_read' || table === 'bill_run' ? `WHERE bill_run_id = '${LAST_RUN}'` : '';
          rows.push(await town().database.raw(`SELECT * FROM ${table} ${where}`));
        }
        return JSON.stringify([told, rows]);
      };
      const before = await posted();
      assert.equal(await billedBy({ newClass: 'Business' }), '156.11');
      assert.ok((await posted()) === before);
    });

    it('tells the customer of it on the next statement, by the bill', async () => {
      const { key, read } = await row();
      await rebills.make(HOUSE, { [key]: { newRead: read - 300, reason: 'Not for the customer' } });
      await unloadUsual(town(), MVRS_RUN);
      await acceptTheRest(town(), MVRS_RUN);
      await town().database.raw(`UPDATE bill_run SET billed_on = '2026-11-23' WHERE bill_run_id = '${MVRS_RUN}'`);
      await postRun(town(), MVRS_RUN);
      for await (const statement of statements(town().database, await statementRun(town().database, MVRS_RUN))) {
        if (statement.account.accountId !== HOUSE) continue;
        const told = statement.activity.map(({ label, amountCents }) => `${label} ${amountCents}`);
        assert.deepEqual(told.slice(-2), ['Bill to Oct 19 cancelled -10676', 'Bill to Oct 19 made again 8099']);
        assert.equal(statement.history.at(-2)?.gallons, 3_210);
        assert.ok(!JSON.stringify(statement).includes('Not for the customer'));
        return;
      }
      assert.fail('The account has no statement.');
    });

    it('gives the figures that hold to what is billed, judged and shown by past bills', async () => {
      await billedBy({ newRead: 47_908 });
      const past = await town().value<number>(
        `SELECT total_cents FROM billed_period WHERE account_id = ? ORDER BY period_to DESC LIMIT 1`,
        [HOUSE],
      );
      assert.equal(past, 8_099);
      const [last] = (await postedPeriods(town().database, HOUSE, await tariffBook(town().database))).slice(-1);
      assert.deepEqual([last?.usageGallons, last?.rebillNumber], [3_210, 1]);
    });

    it('explains the bill by the charges that hold, and says what was posted', async () => {
      await billedBy({ newRead: 47_908 });
      const { rebill, totalCents, charges } = await billExplanation(town().database, { accountId: HOUSE });
      assert.deepEqual([rebill, totalCents], [{ rebillNumber: 1, postedCents: 10_676 }, 8_099]);
      assert.deepEqual(
        charges.map(({ amountCents }) => amountCents),
        [2_783, 3_316, 2_000],
      );
    });

    it('keeps the run from being reversed', async () => {
      await billedBy({ newRead: 47_908 });
      await refused(town(), 'run-not-reversible', /06-0002-01: bill 700 was made again/, LAST_RUN);
    });

    it('posts today, also for bills of a month that is closed', async () => {
      await town().run(closePeriod, { throughDate: '2026-10-31' }, { role: 'supervisor' });
      assert.equal(await billedBy({ newRead: 47_908 }), '80.99');
      assert.equal(
        await town().value(`SELECT max(effective_on) FROM journal_entry WHERE kind = 'rebill'`),
        calendarDate('2026-11-23'),
      );
    });
  });

  describe('where goodwill was given on the bill', () => {
    const give = async (amount: number) => {
      const { pullId } = await town().pull('adjustments', {});
      const bill = Number((await row()).cell('bill'));
      const typed = { account: HOUSE, service: 'water', kind: 'goodwill', bill, amount, reason: 'Long outage' };
      const answer = await push(town(), pullId, [adjustmentRow('k1', 5, typed)], { role: 'supervisor' });
      assert.equal(answer.outcome, 'applied', JSON.stringify(answer.reply.issues));
      return { bill, receipt: answer.receiptNumber };
    };
    /** What is said of goodwill where the bill is made again with 3,210 gallons. */
    const toldWhenLower = async () => {
      const { key } = await row();
      const { reply } = await rebills.make(HOUSE, { [key]: { newRead: 47_908, reason: 'Misread' } });
      return reply.notices.filter((notice) => notice.includes('goodwill'));
    };

    it('names the goodwill that is more than the bill charges now, and what to do about it', async () => {
      const { bill, receipt } = await give(-40);
      assert.deepEqual(await toldWhenLower(), [
        `Bill ${bill} charges $27.83 for water now, less than the goodwill of $40.00 that receipt ${String(receipt)} gave on it. ` +
          `Reverse receipt ${String(receipt)} and enter anew what of it still holds, unless it is to stand as it is.`,
      ]);
      assert.equal((await reversePushed(town(), receipt)).outcome, 'applied');
      await give(-27.83);
    });

    it('says nothing of goodwill that the bill still covers', async () => {
      await give(-27.83);
      assert.deepEqual(await toldWhenLower(), []);
    });
  });

  it('previews just what it posts, and keeps nothing of that', async () => {
    const { key } = await row();
    const sheet = await rebills.pull(HOUSE);
    const edits = { [key]: { newRead: 47_908, reason: 'Misread' } };
    const kept = JSON.stringify(await town().dump());
    const preview = await rebills.push(sheet, edits, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === kept);
    const posted = await rebills.push(sheet, edits);
    assert.deepEqual([preview.outcome, posted.outcome], ['previewed', 'applied']);
    assert.deepEqual(preview.reply, posted.reply);
  });

  it('does nothing where the same sheet is pushed once more, and corrects what was corrected wrongly', async () => {
    const { key } = await row();
    const sheet = await rebills.pull(HOUSE);
    const edits = { [key]: { newRead: 47_908, reason: 'Misread' } };
    const { receiptNumber } = await rebills.push(sheet, edits);
    const knownReceipts = [receiptNumber ?? 0];
    const again = await push(town(), sheet.pullId, pushRowsOf('rebill', sheet, edits), { knownReceipts });
    assert.deepEqual([again.outcome, again.reply.issues], ['already-applied', []]);
    const stale = await push(
      town(),
      sheet.pullId,
      pushRowsOf('rebill', sheet, { [key]: { newRead: 47_900, reason: 'x' } }),
    );
    assert.equal(stale.reply.issues[0]?.code, 'changed-since-pull');
    assert.equal(await billedBy({ newRead: 48_208 }), '106.76');
    assert.equal(cell('rebill', (await rebills.pull(HOUSE)).rows.at(-1) ?? [], 'state'), 'Rebill 2');
    assert.equal(await rebills.owed(HOUSE), 0);
  });
});
