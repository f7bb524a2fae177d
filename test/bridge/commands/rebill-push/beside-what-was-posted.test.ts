import assert from 'node:assert/strict';
import { closePeriod } from '../../../../bridge/commands/close-period.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { billExplanation } from '../../../../bridge/queries/bill-explanation.js';
import { postedPeriods } from '../../../../bridge/queries/rebilling/posted-periods.js';
import { statementRun } from '../../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../../bridge/queries/statement/statements.js';
import { tariffBook } from '../../../../bridge/queries/tariff-book.js';
import { postRun } from '../../../support/town/bill-run.js';
import { unloadUsual } from '../../../support/town/reading-files.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { refused } from '../../../support/town/run-reversal.js';
import { MVRS_RUN } from '../../../support/town/sample-town-file.js';
import { acceptTheRest, adjustmentRow, cell, push, pushRowsOf } from '../../../support/town/sheet-rows.js';
import { HOUSE, useRebillSheet } from '../../../support/town/use-rebill-sheet.js';

const LAST_RUN = '2-2026-10';

describe('the Rebill sheet', () => {
  const { town, rebills, row, billedBy } = useRebillSheet();

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
      await rebills().make(HOUSE, { [key]: { newRead: read - 300, reason: 'Not for the customer' } });
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
      const { reply } = await rebills().make(HOUSE, { [key]: { newRead: 47_908, reason: 'Misread' } });
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

    it('that still waits is approved only as far as the bill charges by then, and its preview and sheet say so', async () => {
      await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 1_000, supervisor: 50_000_000 });
      const { pullId } = await town().pull('adjustments', {});
      const bill = Number((await row()).cell('bill'));
      const asked = [-20, -15, -7.83].map((amount, index) => {
        const typed = { account: HOUSE, service: 'water', kind: 'goodwill', bill, amount, reason: 'Long outage' };
        return adjustmentRow(`k${index}`, 5 + index, typed);
      });
      for (const each of asked) assert.equal((await push(town(), pullId, [each])).outcome, 'applied');
      await toldWhenLower();
      const waiting = await town().pull('pending-approvals', {}, 'supervisor');
      const say = (keys: readonly number[], dryRun: boolean) => {
        const edits = Object.fromEntries(keys.map((key) => [String(key), { decision: 'approve' }]));
        const rows = pushRowsOf('pending-approvals', waiting, edits);
        return push(town(), waiting.pullId, rows, { role: 'supervisor', dryRun });
      };
      const messages = async (keys: readonly number[], dryRun: boolean) =>
        (await say(keys, dryRun)).reply.issues.map(({ rowKey, code, message }) => `${rowKey} ${code} ${message}`);
      const beyond = await messages([1, 2, 3], true);
      assert.equal(beyond.length, 1);
      assert.match(beyond.join(), /^2 more-than-bill \$15\.00 is more than bill 700 .* charged for water, \$27\.83/);
      assert.deepEqual(await messages([1, 2, 3], false), beyond);
      const [{ column, fix } = assert.fail('nothing was refused')] = (await say([1, 2, 3], true)).reply.issues;
      assert.equal(column, 'decision', 'the approver types in no other');
      assert.match(fix, /^Return it with a word\. Who asked then does this: /);
      assert.equal((await say([1, 3], false)).outcome, 'applied');
      const { rows } = await town().pull('pending-approvals', {}, 'supervisor');
      const effect = rows.find(([key]) => String(key) === '2') ?? [];
      assert.match(String(cell('pending-approvals', effect, 'effect')), /Can’t be posted now: .*0\.00/);
      assert.deepEqual((await messages([2], true)).length, 1);
    });

    it('says nothing of goodwill that the bill still covers', async () => {
      await give(-27.83);
      assert.deepEqual(await toldWhenLower(), []);
    });
  });

  it('previews just what it posts, and keeps nothing of that', async () => {
    const { key } = await row();
    const sheet = await rebills().pull(HOUSE);
    const edits = { [key]: { newRead: 47_908, reason: 'Misread' } };
    const kept = JSON.stringify(await town().dump());
    const preview = await rebills().push(sheet, edits, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === kept);
    const posted = await rebills().push(sheet, edits);
    assert.deepEqual([preview.outcome, posted.outcome], ['previewed', 'applied']);
    assert.deepEqual(preview.reply, posted.reply);
  });

  it('does nothing where the same sheet is pushed once more, and corrects what was corrected wrongly', async () => {
    const { key } = await row();
    const sheet = await rebills().pull(HOUSE);
    const edits = { [key]: { newRead: 47_908, reason: 'Misread' } };
    const { receiptNumber } = await rebills().push(sheet, edits);
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
    assert.equal(cell('rebill', (await rebills().pull(HOUSE)).rows.at(-1) ?? [], 'state'), 'Rebill 2');
    assert.equal(await rebills().owed(HOUSE), 0);
  });
});
