import assert from 'node:assert/strict';
import { loadRouteBooks } from '../../../bridge/commands/load-route-books.js';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import { approveRun, decideBills } from '../../support/town/bill-run.js';
import { mvrsFile, mvrsRecordOf, stopsOf, unload } from '../../support/town/reading-files.js';
import {
  BEFORE_IT,
  confirmed,
  enter,
  LAST_POSTED,
  refused,
  reverse,
  snapshot,
} from '../../support/town/run-reversal.js';
import { BEACON_RUN, MVRS_RUN } from '../../support/town/sample-town-file.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { adjustmentRow, cell, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('reversing a bill run is refused, and changes nothing,', () => {
  const town = useTown();
  const db = () => town().database;

  it('with totals that are not those of the run, and answers the true ones', async () => {
    const truth = await confirmed(town(), LAST_POSTED);
    const before = await snapshot(town());
    for (const wrong of [{ confirmedBills: truth.confirmedBills + 1 }, { confirmedTotalCents: 1 }]) {
      const { outcome, reply } = await town().run(
        reverseBillRun,
        { ...truth, ...wrong },
        { role: 'supervisor', reason: 'x' },
      );
      assert.deepEqual(
        [outcome, reply.bills, reply.totalCents, reply.firstEntryNumber],
        ['refused', truth.confirmedBills, truth.confirmedTotalCents, null],
      );
    }
    assert.ok((await snapshot(town())) === before);
  });

  it('as a preview, which answers what would be done', async () => {
    const before = await snapshot(town());
    const { outcome, reply } = await reverse(town(), LAST_POSTED, { dryRun: true, reason: '' });
    assert.ok((await snapshot(town())) === before);
    assert.equal(outcome, 'previewed');
    assert.deepEqual((await reverse(town())).reply, reply);
  });

  it('by the auditor, without a reason, and for a run that is not there', async () => {
    await assert.rejects(reverse(town(), LAST_POSTED, { role: 'auditor' }), { code: 'role-not-allowed' });
    await assert.rejects(reverse(town(), LAST_POSTED, { reason: ' ' }), { code: 'reason-missing' });
    await assert.rejects(reverse(town(), 'nowhere'), { code: 'unknown-bill-run' });
  });

  it('where it is open, or a later one was posted', async () => {
    await refused(town(), 'run-not-posted', /1-2026-11 is not posted/, BEACON_RUN);
    await refused(town(), 'run-not-last', /2-2026-10 was posted after it/, BEFORE_IT);
  });

  it('where a later one was posted and is reversed: nobody is told that reversing it first would help', async () => {
    await assert.rejects(reverse(town(), BEFORE_IT), {
      fix: 'Only the last run is reversed; put single bills right in Rebill.',
    });
    await reverse(town());
    await refused(
      town(),
      'next-run-begun',
      /2-2026-10-2, which goes on from 2-2026-09, has readings already/,
      BEFORE_IT,
    );
  });

  it('the second time, and the receipt of the first is named', async () => {
    const { receiptNumber } = await reverse(town());
    await refused(town(), 'run-already-reversed', new RegExp(`receipt ${receiptNumber}`));
  });

  it('once the next run has readings', async () => {
    const [stop] = await stopsOf(town(), MVRS_RUN);
    assert.ok(stop);
    await unload(town(), mvrsFile([mvrsRecordOf(stop, stop.usualCounts)]), { fileName: 'UPLOAD.DAT' });
    await refused(town(), 'next-run-begun', /2-2026-11, which goes on from 2-2026-10, has readings already/);
  });

  it('once the next run has loaded route books', async () => {
    await town().run(loadRouteBooks, { billRunId: MVRS_RUN, choice: { by: 'cycle' } });
    await refused(town(), 'next-run-begun', /2-2026-11, which goes on from 2-2026-10, has loaded route books already/);
  });

  it('once the next run is approved, though all of its bills are held', async () => {
    const { rows } = await town().pull('bill-exceptions', { billRunId: MVRS_RUN });
    const first = new Map(rows.toReversed().map((row) => [cell('bill-exceptions', row, 'account'), String(row[0])]));
    const hold = { decision: 'hold', reason: 'Later' };
    await decideBills(town(), MVRS_RUN, Object.fromEntries([...first.values()].map((key) => [key, hold])));
    await approveRun(town(), MVRS_RUN);
    await refused(town(), 'next-run-begun', /2-2026-11, which goes on from 2-2026-10, has an approval already/);
  });

  it('while a late charge stands on one of its bills', async () => {
    const [bill] = await db().raw<{ id: string; number: number; due: string }[]>(
      `SELECT account_id AS id, bill_number AS number, due_on AS due FROM bill
       WHERE bill_run_id = ? AND total_cents > 0 ORDER BY bill_number LIMIT 1`,
      [LAST_POSTED],
    );
    assert.ok(bill);
    const late = { account: bill.id, what: 'late charge', charge: 'water-late-charge', amount: 4.5 };
    await enter(town(), { ...late, date: '2026-10-11' });
    await enter(town(), { ...late, date: bill.due }, 'k2');
    await refused(
      town(),
      'run-not-reversible',
      new RegExp(`1 thing stands.*Account ${bill.id}: the late charge .* bill ${bill.number}`),
    );
  });

  it('while an adjustment corrects one of its bills; goodwill is in no way', async () => {
    const [misread, goodwill] = await db().raw<{ id: string; number: number }[]>(
      `SELECT account_id AS id, bill_number AS number FROM bill JOIN bill_charge USING (bill_number)
       WHERE bill_run_id = ? AND service = 'water' AND amount_cents > 1000 ORDER BY bill_number LIMIT 2`,
      [LAST_POSTED],
    );
    assert.ok(misread && goodwill);
    const { pullId } = await town().pull('adjustments', {});
    const typed = { service: 'water', amount: -1, reason: 'Misread' };
    const rows = [
      adjustmentRow('k1', 5, { ...typed, account: misread.id, kind: 'misread', bill: misread.number }),
      adjustmentRow('k2', 6, { ...typed, account: goodwill.id, kind: 'goodwill', bill: goodwill.number }),
    ];
    const { outcome, reply, receiptNumber } = await push(town(), pullId, rows);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    const words = `1 thing stands.*Account ${misread.id}: bill ${misread.number} was adjusted with receipt ${receiptNumber}\\.`;
    await refused(town(), 'run-not-reversible', new RegExp(words));
    await reversePushed(town(), receiptNumber);
    assert.equal((await reverse(town())).outcome, 'applied');
  });

  it('where a bill was written off or its balance transferred', async () => {
    const [owing] = await db().raw<{ id: string; open: number }[]>(
      `SELECT account_id AS id, sum(amount_cents) AS open FROM posting JOIN ledger_account USING (ledger_account)
       WHERE is_control AND kind = 'asset' AND account_id IN (SELECT account_id FROM bill WHERE bill_run_id = ?)
       GROUP BY account_id HAVING sum(amount_cents) BETWEEN 100 AND 20000 ORDER BY account_id LIMIT 1`,
      [LAST_POSTED],
    );
    assert.ok(owing);
    await enter(town(), { account: owing.id, what: 'write-off', amount: owing.open / 100 });
    await refused(town(), 'run-not-reversible', new RegExp(`Account ${owing.id}: bill \\d+ was written off by entry`));
  });

  it('where its date would lie in a closed period', async () => {
    await db().raw(`INSERT INTO period_closing VALUES (1, '2026-11-30', 1)`);
    await refused(town(), 'closed-period', /2026-11-23/);
  });
});
