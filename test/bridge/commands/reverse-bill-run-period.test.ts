import assert from 'node:assert/strict';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { addDays, daysBetween } from '../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { runLook } from '../../../bridge/queries/run-look.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { findComparisonFile, keepComparisonFile } from '../../../bridge/store/comparison-files.js';
import { decideBills, postRun } from '../../support/town/bill-run.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { changedRates } from '../../support/town/rate-files.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { assertProven, LAST_POSTED, reverse } from '../../support/town/run-reversal.js';
import { BEACON_RUN, MVRS_RUN, NOW, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('reversing a bill run, for its period and the next run,', () => {
  const town = useTown();
  const db = () => town().database;

  it('copies the reads as they were billed, and takes away the next run, which nothing was done with', async () => {
    const reads = await periodReads(db(), LAST_POSTED);
    const { reply } = await reverse(town());
    const copied = await periodReads(db(), reply.openRunId);
    assert.deepEqual(
      copied.map((read) => ({ ...read, version: 0 })),
      reads.map((read) => ({ ...read, version: 0 })),
    );
    const open = await db().raw<{ id: string }[]>(
      `SELECT bill_run_id AS id FROM bill_run WHERE cycle_id = '2' AND status = 'open'`,
    );
    assert.deepEqual(open, [{ id: reply.openRunId }]);
    const again = await billRun(db(), reply.openRunId);
    assert.equal(again.billedOn, TODAY);
    assert.ok(again.dueOn > TODAY);
  });

  it('takes the next run away also where its bills were looked at and compared, which then has to be done anew', async () => {
    await town().pull('bill-preview', { billRunId: MVRS_RUN });
    const file = { fileName: 'old.csv', content: Buffer.from('Account,Service,Charge'), usageUnit: null };
    await keepComparisonFile(db(), {
      ...file,
      billRunId: MVRS_RUN,
      personId: 'coordinator',
      chosenAt: NOW.toISOString(),
    });
    const { reply } = await reverse(town());
    await assertProven(town());
    assert.equal((await postRun(town(), reply.openRunId)).reply.nextBillRunId, MVRS_RUN);
    assert.equal(await runLook(db(), MVRS_RUN, null), null);
    assert.equal(await findComparisonFile(db(), MVRS_RUN), null);
  });

  it('takes back what was decided on bills of the next run, told before and after, and it does not come again', async () => {
    const decided = async (accountId?: string) => {
      const { rows } = await town().pull('bill-exceptions', { billRunId: MVRS_RUN });
      return rows.filter((row) => accountId === undefined || row[3] === accountId);
    };
    const [[held], [noted]] = [(await decided()).slice(0, 1), (await decided()).slice(-1)];
    assert.ok(held && noted && held[3] !== noted[3]);
    await decideBills(town(), MVRS_RUN, {
      [String(held[0])]: { decision: 'hold', reason: 'Dispute' },
      [String(noted[0])]: { decision: 'fix', reason: 'Wrong' },
    });
    await decideBills(town(), MVRS_RUN, { [String(noted[0])]: { decision: null, reason: null } });
    const before = await reverse(town(), LAST_POSTED, { dryRun: true });
    const { reply, receiptNumber } = await reverse(town());
    assert.deepEqual([before.reply.decisionsFallen, reply.decisionsFallen], [1, 1], 'one of the two stood');
    await assertProven(town());
    assert.equal((await postRun(town(), reply.openRunId)).reply.nextBillRunId, MVRS_RUN);
    const [again] = await decided(String(held[3]));
    assert.ok(again);
    assert.equal(cell('bill-exceptions', again, 'decision'), null);
    assert.equal(cell('bill-exceptions', again, 'todo'), 'decide');
    assert.equal(
      cell('bill-exceptions', again, 'decided'),
      `taken back, Marcus Ellerbee, ${TODAY}, receipt ${receiptNumber}: The run 2-2026-10 was reversed: Wrong water rates`,
    );
    await assertProven(town());
  });

  it('a period that was billed again goes on to the next one as the first billing would have, but is billed no earlier', async () => {
    const first = await billRun(db(), MVRS_RUN);
    const { reply } = await reverse(town());
    const { reply: posted } = await postRun(town(), reply.openRunId);
    const next = await billRun(db(), posted.nextBillRunId);
    assert.ok(first.billedOn < TODAY);
    assert.deepEqual(next, {
      ...first,
      billedOn: TODAY,
      dueOn: addDays(TODAY, daysBetween(first.billedOn, first.dueOn)),
    });
  });

  it('lets an account whose final bill it was wait for it again', async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const final = await db().raw<{ id: string }[]>(
      `SELECT account_id AS id FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id = '1' AND status = 'final'`,
    );
    await postRun(town(), BEACON_RUN);
    const { reply } = await reverse(town(), BEACON_RUN);
    const states = await db().raw<{ status: string }[]>(
      `SELECT status FROM account WHERE account_id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(final.map(({ id }) => id))],
    );
    assert.ok(final.length > 0 && states.every(({ status }) => status === 'final'));
    assert.ok((await runBills(db(), await billRun(db(), reply.openRunId))).some(({ isFinal }) => isFinal));
  });

  it('bills no longer stand: last bill, last billed day and the dates of rates go by those that do', async () => {
    const before = await runBills(db(), await billRun(db(), MVRS_RUN));
    const { reply } = await reverse(town());
    const [bill] = await runBills(db(), await billRun(db(), reply.openRunId));
    const open = before.find(({ accountId }) => accountId === bill?.accountId);
    const [september] = await db().raw<{ period_to: string; total: number }[]>(
      `SELECT period_to, total_cents AS total FROM bill WHERE account_id = ? AND bill_run_id = '2-2026-09'`,
      [bill?.accountId ?? ''],
    );
    assert.ok(open && bill && september);
    assert.deepEqual([bill.lastBillCents, bill.billedTo], [september.total, september.period_to]);
    assert.notEqual(open.billedTo, bill.billedTo);
  });

  it('lets right rates begin in the period that was billed by wrong ones, and bills by them', async () => {
    const run = await billRun(db(), LAST_POSTED);
    const versions = await db().raw<{ id: string; tariff: string }[]>(
      `SELECT DISTINCT tariff_version_id AS id, tariff_id AS tariff FROM bill JOIN bill_charge USING (bill_number)
       JOIN tariff_version USING (tariff_version_id) WHERE bill_run_id = ? AND service = 'water'`,
      [LAST_POSTED],
    );
    assert.ok(versions[0]);
    const { id, tariff } = versions[0];
    const right = await changedRates(town(), id, {}, run.periodTo);
    await assert.rejects(town().run(setTariffVersion, { tariffId: tariff, source: right }), CurbstopError);
    await reverse(town());
    await town().run(setTariffVersion, { tariffId: tariff, source: right });
    await assertProven(town());
  });

  it('keeps the explanation of a reversed bill, and says what reversed it', async () => {
    const [bill] = await db().raw<{ account: string; number: number }[]>(
      'SELECT account_id AS account, bill_number AS number FROM bill WHERE bill_run_id = ? ORDER BY bill_number LIMIT 1',
      [LAST_POSTED],
    );
    assert.ok(bill);
    const choice = { accountId: bill.account, billNumber: bill.number };
    assert.equal((await billExplanation(db(), choice)).reversedBy, null);
    const { receiptNumber } = await reverse(town());
    assert.equal((await billExplanation(db(), choice)).reversedBy, receiptNumber);
  });
});
