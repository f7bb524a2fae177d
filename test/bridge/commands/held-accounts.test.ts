import assert from 'node:assert/strict';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { calculateBill } from '../../../bridge/domain/billing/calculate-bill.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { reviewedRun } from '../../../bridge/queries/bill-review.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { approveRun, confirmedRun, decideBills, postRun } from '../../support/town/bill-run.js';
import { plainHouses, stopsOf, unloadUsual } from '../../support/town/reading-files.js';
import { reverse } from '../../support/town/run-reversal.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide, push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

const NEXT_RUN = '1-2026-12';

describe('an account that is held out of a run', () => {
  const town = useTown();
  const db = () => town().database;
  let accountId = '';

  beforeEach(async () => {
    const house = plainHouses(await stopsOf(town(), BEACON_RUN))[0];
    accountId = house?.read.accountId ?? '';
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
  });

  const row = async (billRunId = BEACON_RUN) =>
    (await periodReads(db(), billRunId)).find((r) => r.accountId === accountId);
  const billsOf = () =>
    db().raw<
      { bill_run_id: string; period_from: string; period_to: string; total_cents: number; usage_gallons: number }[]
    >(
      `SELECT bill_run_id, period_from, period_to, total_cents, usage_gallons FROM standing_bill WHERE account_id = ?
       ORDER BY period_to DESC LIMIT 2`,
      [accountId],
    );
  /** Puts its read on hold, so that its bill can't be made, and holds the account. */
  const holdUnread = async () => {
    const read = await row();
    await decide(town(), BEACON_RUN, { [read?.rowKey ?? '']: { action: 'hold', reason: 'Dispute' } });
    return decideBills(town(), BEACON_RUN, { [`${accountId}/no-read`]: { decision: 'hold', reason: 'Dispute' } });
  };
  /** Settles the reads of a run that wait: so many hundred gallons since the last read that was billed. */
  const readNext = (counts: number, billRunId = NEXT_RUN) =>
    db().raw(
      `UPDATE period_read SET status = 'accepted', value = previous_value + ?, usage_gallons = ? * 10,
         read_on = (SELECT period_to FROM bill_run WHERE bill_run_id = period_read.bill_run_id)
       WHERE bill_run_id = ? AND status <> 'accepted'`,
      [counts, counts, billRunId],
    );
  const hold = async (billRunId: string, name: string, of = accountId) => {
    const { outcome } = await decideBills(town(), billRunId, {
      [`${of}/${name}`]: { decision: 'hold', reason: 'Dispute' },
    });
    assert.equal(outcome, 'applied');
  };
  const ownBill = async (billRunId: string, of: string) => {
    const own = (await runBills(db(), await billRun(db(), billRunId))).find((each) => each.accountId === of);
    assert.ok(own?.bill);
    return { ...own, bill: own.bill };
  };

  it('needs a reason, and one that can not be billed is held and never released', async () => {
    const read = await row();
    await decide(town(), BEACON_RUN, { [read?.rowKey ?? '']: { action: 'hold', reason: 'Dispute' } });
    const key = `${accountId}/no-read`;
    const codes = async (typed: Record<string, string>) => {
      const { outcome, reply } = await decideBills(town(), BEACON_RUN, { [key]: typed });
      return [outcome, ...reply.issues.map(({ code, column }) => `${column} ${code}`)];
    };
    assert.deepEqual(await codes({ decision: 'release' }), ['refused', 'decision blocks-posting']);
    assert.deepEqual(await codes({ decision: 'hold' }), ['refused', 'reason reason-missing']);
    await assert.rejects(town().run(postBillRun, await confirmedRun(town(), BEACON_RUN)), { code: 'run-not-ready' });
    assert.deepEqual(await codes({ decision: 'hold', reason: 'Dispute' }), ['applied']);
  });

  it('gets no bill of the run, and its read goes on from the last one that was billed', async () => {
    const before = await row();
    assert.equal((await holdUnread()).outcome, 'applied');
    const { reply } = await postRun(town(), BEACON_RUN);
    assert.equal(reply.held, 1);
    assert.equal(
      (await billsOf()).some(({ bill_run_id: id }) => id === BEACON_RUN),
      false,
    );
    const next = await row(NEXT_RUN);
    assert.deepEqual(
      [next?.previousValue, next?.previousOn, next?.status],
      [before?.previousValue, before?.previousOn, 'missing'],
    );
    assert.deepEqual((await verifyLedger(db())).findings, []);
  });

  it('is billed with the next run, each period priced by itself, every day and gallon once', async () => {
    await holdUnread();
    await postRun(town(), BEACON_RUN);
    await readNext(1001);
    const [own] = (await runBills(db(), await billRun(db(), NEXT_RUN))).filter((each) => each.accountId === accountId);
    assert.ok(own?.bill && own.earlier[0]);
    const earlier = own.earlier[0];
    const { to } = own.period;
    const tariffs = await tariffBook(db());
    const facts = { ...own, registers: [], pastBills: [], meterSize: '' };
    const meterSize = await town().value<string>(
      'SELECT size FROM meter JOIN period_read USING (meter_id) WHERE bill_run_id = ? AND account_id = ?',
      [NEXT_RUN, accountId],
    );
    // 10,010 gallons over 31 and 32 days: 4,926 and 5,084.
    const parts = [
      { period: earlier.period, billedOn: earlier.billedOn, usageGallons: 4926 },
      {
        period: { from: earlier.period.to, to, days: 32, fullDays: 32 },
        billedOn: (await billRun(db(), NEXT_RUN)).billedOn,
        usageGallons: 5084,
      },
    ].map((part) => calculateBill({ ...facts, ...part, meterSize }, tariffs));
    assert.equal(
      own.bill.totalCents,
      parts.reduce((sum, { totalCents }) => sum + totalCents, 0),
    );
    await postRun(town(), NEXT_RUN);
    const [last, before] = await billsOf();
    assert.deepEqual(
      [last?.bill_run_id, last?.period_from, last?.period_to, last?.usage_gallons, last?.total_cents],
      [NEXT_RUN, before?.period_to, to, 10_010, own.bill.totalCents],
    );
    assert.deepEqual((await verifyLedger(db())).findings, []);
  });

  for (const [second, third, gallons, totalCents] of [
    [400, 1400, ['3000', '1000', '10000'], 28_112],
    [600, 800, ['3000', '3000', '2000'], 22_418],
  ] as const) {
    it(`is billed for ${gallons.join(', ')} gallons where it was held twice with its reads settled`, async () => {
      const newcomer = '02-0003-02';
      await db().raw(
        `UPDATE period_read SET value = previous_value + 300, usage_gallons = 3000
         WHERE bill_run_id = ? AND account_id = ?`,
        [BEACON_RUN, newcomer],
      );
      await hold(BEACON_RUN, 'first-bill', newcomer);
      await postRun(town(), BEACON_RUN);
      await readNext(second);
      await hold(NEXT_RUN, 'held-before', newcomer);
      const { nextBillRunId } = (await postRun(town(), NEXT_RUN)).reply;
      await readNext(third, nextBillRunId);
      const { bill, usageGallons } = await ownBill(nextBillRunId, newcomer);
      const [water] = bill.charges;
      assert.deepEqual(
        water?.segments.map(({ inputs }) => inputs['usage_gallons']),
        gallons,
      );
      assert.deepEqual([usageGallons, bill.totalCents], [third * 10, totalCents]);
    });
  }

  it('is billed by the read as it was mended in the next run, where it moved out and waited for its final bill', async () => {
    const final = '02-0003-01';
    await hold(BEACON_RUN, 'final-bill', final);
    await postRun(town(), BEACON_RUN);
    const before = await ownBill(NEXT_RUN, final);
    await db().raw(
      `UPDATE period_read SET value = value + 500, usage_gallons = usage_gallons + 5000
       WHERE bill_run_id = ? AND account_id = ?`,
      [NEXT_RUN, final],
    );
    const mended = await ownBill(NEXT_RUN, final);
    assert.deepEqual([before.usageGallons, mended.usageGallons], [2500, 7500]);
    assert.equal(mended.bill.charges[0]?.inputs['usage_gallons'], '7500');
    assert.deepEqual([before.bill.totalCents, mended.bill.totalCents], [9240, 13_535]);
  });

  it('is found by the proof where its period is in no bill', async () => {
    await holdUnread();
    await postRun(town(), BEACON_RUN);
    await readNext(100);
    await postRun(town(), NEXT_RUN);
    await db().raw('DROP TRIGGER bill_refuses_update');
    await db().raw(`UPDATE bill SET period_from = '2026-11-05' WHERE bill_run_id = ? AND account_id = ?`, [
      ...[NEXT_RUN, accountId],
    ]);
    const codes = (await verifyLedger(db())).findings.map(({ code }) => code);
    assert.ok(codes.includes('days-differ'), codes.join(' '));
  });

  it('is billed with the run again when the hold is taken back', async () => {
    await holdUnread();
    const read = await row();
    await decide(town(), BEACON_RUN, { [read?.rowKey ?? '']: { action: 'accept', reason: 'Settled' } });
    const key = `${accountId}/no-read`;
    const { rows } = await town().pull('bill-exceptions', { billRunId: BEACON_RUN });
    assert.match(String(rows.find(([each]) => each === key)?.[4]), /^No longer so: The read is not ready/);
    await decideBills(town(), BEACON_RUN, { [key]: { decision: null, reason: null } });
    assert.equal((await postRun(town(), BEACON_RUN)).reply.held, 0);
    assert.equal((await billsOf())[0]?.bill_run_id, BEACON_RUN);
  });

  it('stays held when the run that left it out is reversed, until that is taken back, and other decisions go', async () => {
    const [newcomer, final] = ['02-0003-02', '02-0003-01'];
    await hold(BEACON_RUN, 'first-bill', newcomer);
    await hold(BEACON_RUN, 'final-bill', final);
    await decideBills(town(), BEACON_RUN, { [`${final}/final-bill`]: { decision: null, reason: null } });
    assert.equal((await postRun(town(), BEACON_RUN)).reply.held, 1);
    const again = (await reverse(town(), BEACON_RUN)).reply.openRunId;
    const holds = async () => {
      const { bills } = await reviewedRun(db(), await billRun(db(), again));
      return bills.flatMap(({ accountId: id, hold: held }) => (held ? [[id, held.personName, held.reason]] : []));
    };
    assert.deepEqual(await holds(), [[newcomer, 'Dana Whitlock', 'Dispute']]);
    assert.equal((await postRun(town(), again)).reply.held, 1);
    const third = (await reverse(town(), again)).reply.openRunId;
    const key = `${newcomer}/first-bill`;
    await decideBills(town(), third, { [key]: { decision: null, reason: null } });
    assert.equal((await postRun(town(), third)).reply.held, 0);
  });

  it('can be any account of the run that nothing was found on, by a row that is typed with a reason', async () => {
    const parameters = { billRunId: BEACON_RUN };
    const sheet = await town().pull('bill-exceptions', parameters);
    assert.equal(
      sheet.rows.some(([key]) => String(key).startsWith(accountId)),
      false,
    );
    const typed = async (cells: Readonly<Record<string, string>>) => {
      const rows = [...pushRowsOf('bill-exceptions', sheet), typedRow('bill-exceptions', 'A1-K3QX9', 90, cells)];
      return push(town(), sheet.pullId, rows);
    };
    const refusedBy = async (cells: Readonly<Record<string, string>>) =>
      (await typed(cells)).reply.issues.map(({ code, column, sheetRow }) => `${sheetRow} ${column} ${code}`);
    const right = { account: accountId, decision: 'hold', reason: 'Dispute' };
    assert.deepEqual(await refusedBy({ decision: 'hold', reason: 'Dispute' }), ['90 account missing']);
    assert.deepEqual(await refusedBy({ ...right, account: '99-0001-01' }), ['90 account nothing-to-hold']);
    assert.deepEqual(await refusedBy({ ...right, decision: 'release' }), ['90 decision only-hold']);
    assert.deepEqual(await refusedBy({ ...right, reason: '' }), ['90 reason reason-missing']);
    assert.equal((await typed(right)).outcome, 'applied');
    assert.equal((await typed(right)).outcome, 'already-applied');
    assert.deepEqual(await refusedBy({ ...right, reason: 'Other' }), ['90 decision already-done']);
    const key = `${accountId}/held-by-hand`;
    const { pullId, rows } = await town().pull('bill-exceptions', parameters);
    const twice = await push(town(), pullId, [typedRow('bill-exceptions', 'A2-K3QX9', 90, right)]);
    assert.match(JSON.stringify(twice.reply.issues), /already-held.*Dana Whitlock: Dispute/);
    const row = rows.find((each) => each[0] === key) ?? [];
    const shown = ['todo', 'state', 'exception', 'decision', 'reason'].map((id) => cell('bill-exceptions', row, id));
    assert.deepEqual(shown, [null, 'held', 'The account is held by hand.', 'hold', 'Dispute']);
    assert.equal((await postRun(town(), BEACON_RUN)).reply.held, 1);
    const again = (await reverse(town(), BEACON_RUN)).reply.openRunId;
    await decideBills(town(), again, { [key]: { decision: null, reason: null } });
    assert.equal((await postRun(town(), again)).reply.held, 0);
  });

  it('has its row of an exception decided as before, and no other account put into it', async () => {
    const sheet = await town().pull('bill-exceptions', { billRunId: BEACON_RUN });
    const key = '02-0003-02/first-bill';
    const edits = { [key]: { account: accountId, decision: 'hold', reason: 'Dispute' } };
    const { reply } = await push(town(), sheet.pullId, pushRowsOf('bill-exceptions', sheet, edits));
    assert.deepEqual(
      reply.issues.map(({ code, column }) => [code, column]),
      [['fixed-cell', 'account']],
    );
  });

  it('is named in the register of the posted run, which is as it was posted whatever changes afterwards', async () => {
    await hold(BEACON_RUN, 'first-bill', '02-0003-02');
    const register = async () => {
      const { rows } = await town().pull('bill-preview', { billRunId: BEACON_RUN });
      const states = rows.map((row) => cell('bill-preview', row, 'state'));
      const isHeld = (row: (typeof rows)[number]) => cell('bill-preview', row, 'account') === '02-0003-02';
      const facts = [
        'key',
        'customer',
        'rateClass',
        'service',
        'line',
        'usage',
        'amount',
        'billTotal',
        'lastBill',
        'tariff',
      ];
      const bills = rows.filter((row) => !isHeld(row)).map((row) => facts.map((id) => cell('bill-preview', row, id)));
      const held = rows
        .filter(isHeld)
        .map((row) => ['state', 'note', 'amount'].map((id) => cell('bill-preview', row, id)));
      return {
        states: new Set(states),
        held,
        bills: bills.sort((one, other) => String(one[0]).localeCompare(String(other[0]))),
      };
    };
    const before = await register();
    const { reply } = await postRun(town(), BEACON_RUN);
    await db().raw(`UPDATE service SET ended_on = '2026-06-30' WHERE service = 'garbage'`);
    const after = await register();
    assert.deepEqual(after.bills, before.bills);
    assert.deepEqual([...after.states].sort(), ['held', 'posted', null].sort());
    assert.deepEqual(after.held, [['held', 'Held by Dana Whitlock: Dispute', null]]);
    const totals = after.bills.map((row) => Math.round(Number(row[7] ?? 0) * 100));
    assert.equal(
      totals.reduce((sum, total) => sum + total, 0),
      reply.totalCents,
    );
    const { rows: decided } = await town().pull('bill-exceptions', { billRunId: BEACON_RUN });
    const ofHeld = decided.find(([key]) => key === '02-0003-02/first-bill') ?? [];
    const shown = ['todo', 'decision', 'reason', 'state', 'billTotal'].map((id) => cell('bill-exceptions', ofHeld, id));
    assert.deepEqual(shown, [null, 'hold', 'Dispute', 'held', null]);
    assert.match(String(cell('bill-exceptions', ofHeld, 'decided')), /^hold, Dana Whitlock, .*: Dispute$/);
    await reverse(town(), BEACON_RUN);
    assert.ok((await register()).states.has('reversed'));
  });

  it('takes the approval of the run back, as any change of a bill does', async () => {
    const confirmed = await approveRun(town(), BEACON_RUN);
    await holdUnread();
    await assert.rejects(town().run(postBillRun, confirmed), {
      code: 'approval-stale',
      message: new RegExp(accountId),
    });
    await assert.rejects(approveStale(), { code: 'preview-stale' });
    await postRun(town(), BEACON_RUN);
  });

  async function approveStale() {
    const { approveBillRun } = await import('../../../bridge/commands/approve-bill-run.js');
    return town().run(approveBillRun, await confirmedRun(town(), BEACON_RUN));
  }
});
