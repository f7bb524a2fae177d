import assert from 'node:assert/strict';
import { approveBillRun } from '../../../bridge/commands/approve-bill-run.js';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { recordRunOutput } from '../../../bridge/commands/record-run-output.js';
import { setRunCriteria } from '../../../bridge/commands/set-run-criteria.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import type { RunStepsReply } from '../../../bridge/contract/run-steps.js';
import { billReviewSetting, reviewedRun } from '../../../bridge/queries/bill-review.js';
import { CalculatedRuns } from '../../../bridge/queries/calculated-runs.js';
import { previewLines, refuseTooLarge } from '../../../bridge/queries/preview-size.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { billRunProgress } from '../../../bridge/queries/run-steps.js';
import { openTotals } from '../../../bridge/queries/sheets/bill-totals-rows.js';
import { keepLook } from '../../../bridge/store/bill-run-looks.js';
import { setCriteria } from '../../../bridge/store/bill-runs.js';
import { approveRun, confirmedRun, decideBills, postRun, releaseBills } from '../../support/town/bill-run.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { reverse } from '../../support/town/run-reversal.js';
import { BEACON_RUN, MVRS_RUN, NOW } from '../../support/town/sample-town-file.js';
import { acceptTheRest, decide } from '../../support/town/sheet-rows.js';
import { actorOf, TestTown, useTown } from '../../support/town/town.js';

describe('a bill run before it is posted', () => {
  const town = useTown();
  const db = () => town().database;
  let calculated = new CalculatedRuns();
  beforeEach(() => void (calculated = new CalculatedRuns()));
  const progress = () => billRunProgress(db(), MVRS_RUN, actorOf('coordinator').person, calculated);
  const states = async () => Object.fromEntries((await progress()).steps.map(({ step, state }) => [step, state]));
  const sentence = async (wanted: string) => (await progress()).steps.find(({ step }) => step === wanted)?.sentence;
  const ready = async () => {
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    await releaseBills(town(), MVRS_RUN);
  };

  it('says by the ledger where it stands, from the readings to the posting', async () => {
    assert.deepEqual([(await states())['readings'], (await states())['calculate']], ['current', 'later']);
    await ready();
    assert.equal((await states())['preview'], 'current');
    await town().pull('bill-preview', { billRunId: MVRS_RUN });
    assert.equal((await states())['approve'], 'current');
    assert.match((await sentence('preview')) ?? '', /Looked at by Dana Whitlock; nothing changed since/);
    await town().run(approveBillRun, await confirmedRun(town(), MVRS_RUN));
    assert.equal((await states())['post'], 'current');
    await postRun(town(), MVRS_RUN);
    await assert.rejects(progress(), { code: 'run-already-posted' });
  });

  it('is approved only as it was looked at, and by its true totals', async () => {
    await ready();
    const confirmed = await confirmedRun(town(), MVRS_RUN);
    await assert.rejects(town().run(postBillRun, confirmed), { code: 'run-not-approved' });
    await assert.rejects(town().run(approveBillRun, confirmed), { code: 'preview-missing' });
    await town().pull('bill-preview', { billRunId: MVRS_RUN });
    const wrong = { ...confirmed, confirmedTotalCents: confirmed.confirmedTotalCents + 1 };
    const { outcome, reply } = await town().run(approveBillRun, wrong);
    assert.deepEqual([outcome, reply.totalCents], ['refused', confirmed.confirmedTotalCents]);
    await assert.rejects(town().run(approveBillRun, confirmed, { role: 'auditor' }), { code: 'role-not-allowed' });
    assert.equal((await town().run(approveBillRun, confirmed)).outcome, 'applied');
  });

  it('is approved by a supervisor where the setting says so', async () => {
    await ready();
    const review = await billReviewSetting(db(), await billRun(db(), MVRS_RUN));
    await town().writeSetting('bill-review', '2026-11-01', { ...review, approvedBy: 'supervisor' });
    await town().pull('bill-preview', { billRunId: MVRS_RUN }, 'supervisor');
    const confirmed = await confirmedRun(town(), MVRS_RUN);
    assert.equal((await progress()).mayApprove, false);
    await assert.rejects(town().run(approveBillRun, confirmed), { code: 'approved-by-supervisor', status: 403 });
    assert.equal((await town().run(approveBillRun, confirmed, { role: 'supervisor' })).outcome, 'applied');
  });

  it('is not posted by the approval of a coordinator once the setting asks for a supervisor', async () => {
    await ready();
    const confirmed = await approveRun(town(), MVRS_RUN);
    const review = await billReviewSetting(db(), await billRun(db(), MVRS_RUN));
    await town().writeSetting('bill-review', '2026-11-01', { ...review, approvedBy: 'supervisor' });
    await assert.rejects(town().run(postBillRun, confirmed), {
      code: 'approved-by-supervisor',
      message: /Dana Whitlock/,
    });
    assert.equal((await states())['approve'], 'current');
    assert.match((await sentence('approve')) ?? '', /by Dana Whitlock is void: a supervisor approves runs now/);
    await approveRun(town(), MVRS_RUN, { role: 'supervisor' });
    assert.equal((await town().run(postBillRun, confirmed)).outcome, 'applied');
  });

  it('is approved by what the person saw: what others see of it counts for them, and what an auditor sees for nobody', async () => {
    await ready();
    const look = (role: 'coordinator' | 'auditor') => town().pull('bill-preview', { billRunId: MVRS_RUN }, role);
    const approve = async (role: 'coordinator' | 'supervisor') =>
      town().run(approveBillRun, await confirmedRun(town(), MVRS_RUN), { role });
    const steps = async (role: 'coordinator' | 'auditor') =>
      (await billRunProgress(db(), MVRS_RUN, actorOf(role).person, calculated)).steps.find(
        ({ step }) => step === 'preview',
      );
    await look('auditor');
    assert.match((await steps('auditor'))?.sentence ?? '', /^Not looked at yet/);
    await assert.rejects(approve('coordinator'), { code: 'preview-missing', message: /^Dana Whitlock has not looked/ });
    await look('coordinator');
    await db().raw(
      `UPDATE period_read SET usage_gallons = usage_gallons + 10000 WHERE bill_run_id = ?
         AND row_key = (SELECT row_key FROM period_read JOIN service USING (account_id)
                        WHERE bill_run_id = ? AND service = 'water' AND removed_on IS NULL LIMIT 1)`,
      [MVRS_RUN, MVRS_RUN],
    );
    await look('auditor');
    const later = new TestTown('', db(), () => new Date(NOW.getTime() + 60_000));
    await later.pull('bill-preview', { billRunId: MVRS_RUN }, 'supervisor');
    assert.deepEqual([(await steps('coordinator'))?.state, (await progress()).changes.length], ['current', 1]);
    assert.match((await steps('auditor'))?.sentence ?? '', /^Looked at by Marcus Ellerbee; nothing changed since/);
    await assert.rejects(approve('coordinator'), { code: 'preview-stale' });
    assert.equal((await approve('supervisor')).outcome, 'applied');
  });

  it('is looked at by its totals where its lines are more than a sheet gets, and then approved', async () => {
    await ready();
    const run = await billRun(db(), MVRS_RUN);
    const reviewed = await reviewedRun(db(), run);
    const { rows } = await town().pull('bill-preview', { billRunId: MVRS_RUN }, 'auditor');
    assert.equal(previewLines(reviewed), rows.length);
    assert.doesNotThrow(() => refuseTooLarge(reviewed, rows.length));
    assert.throws(() => refuseTooLarge(reviewed, rows.length - 1), { code: 'preview-too-large', fix: /Bill Totals/ });
    const asLarge = () => billRunProgress(db(), MVRS_RUN, actorOf('coordinator').person, calculated, rows.length - 1);
    const preview = ({ steps }: RunStepsReply) => steps.find(({ step }) => step === 'preview');
    assert.match(preview(await asLarge())?.sentence ?? '', /more lines than a sheet gets, so who saw Bill Totals has/);
    assert.equal((await openTotals(db(), run, rows.length)).look, undefined);
    const { look } = await openTotals(db(), run, rows.length - 1);
    assert.ok(look);
    await keepLook(db(), { ...look, lookedAt: NOW.toISOString() }, actorOf('coordinator').person);
    assert.equal(preview(await asLarge())?.state, 'done');
    const confirmed = await confirmedRun(town(), MVRS_RUN);
    assert.equal((await town().run(approveBillRun, confirmed)).outcome, 'applied');
  });

  it('waits for what somebody wants fixed, also where it needed nothing, and says whether bills wait or can not be made', async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const noted = '02-0003-02/first-bill';
    const fix = { [noted]: { decision: 'fix', reason: 'Moved in on another day' } };
    assert.equal((await decideBills(town(), BEACON_RUN, fix)).outcome, 'applied');
    const { rows } = await town().pull('bill-exceptions', { billRunId: BEACON_RUN });
    assert.deepEqual(rows[0]?.slice(0, 3), [noted, 'fix', 'information']);
    const post = async () => town().run(postBillRun, await confirmedRun(town(), BEACON_RUN));
    await assert.rejects(post(), { code: 'run-not-ready', message: /posted: 1 account waits for a decision\.$/ });
    const read = await town().value<string>(
      'SELECT min(row_key) FROM period_read WHERE bill_run_id = ? AND instr(?, account_id) = 0',
      [BEACON_RUN, noted],
    );
    await decide(town(), BEACON_RUN, { [read]: { action: 'hold', reason: 'Dispute' } });
    await assert.rejects(post(), { message: /1 account can't be billed yet, and 1 account waits for a decision\.$/ });
    await decide(town(), BEACON_RUN, { [read]: { action: 'accept', reason: 'Settled' } });
    await decideBills(town(), BEACON_RUN, { [noted]: { decision: 'release' } });
    assert.equal((await postRun(town(), BEACON_RUN)).outcome, 'applied');
  });

  it('names the bills that changed since they were looked at, and takes the approval back', async () => {
    await ready();
    const confirmed = await approveRun(town(), MVRS_RUN);
    const [read] = await db().raw<{ account_id: string; row_key: string; usage_gallons: number }[]>(
      `SELECT account_id, row_key, usage_gallons FROM period_read JOIN service USING (account_id)
       WHERE bill_run_id = ? AND service = 'water' AND removed_on IS NULL ORDER BY account_id LIMIT 1`,
      [MVRS_RUN],
    );
    assert.ok(read);
    await db().raw(
      `UPDATE period_read SET usage_gallons = usage_gallons + 10000 WHERE bill_run_id = ? AND row_key = ?`,
      [MVRS_RUN, read.row_key],
    );
    const { changes } = await progress();
    assert.equal(changes.length, 1);
    assert.match(changes[0] ?? '', new RegExp(`^${read.account_id}: .* gallons`));
    assert.match((await sentence('approve')) ?? '', /is void/);
    await assert.rejects(town().run(postBillRun, confirmed), {
      code: 'approval-stale',
      message: new RegExp(`1 bill changed since they were looked at: ${read.account_id}`),
    });
  });

  it('tells of payments that come meanwhile, and is posted only with the credit that was seen', async () => {
    await ready();
    const confirmed = await approveRun(town(), MVRS_RUN);
    const seen = await progress();
    const accountId = await town().value<string>(
      `SELECT account_id FROM period_read WHERE bill_run_id = ? ORDER BY account_id LIMIT 1`,
      [MVRS_RUN],
    );
    const paid = { accountId, amountCents: 900_000, receivedAt: NOW.toISOString(), source: 'Counter' };
    const later = new TestTown('', db(), () => new Date(NOW.getTime() + 60_000));
    await later.run(postPayment, paid);
    const { paymentsSince, creditCents } = await progress();
    assert.deepEqual(paymentsSince, { payments: 1, cents: 900_000 });
    assert.ok(creditCents > seen.creditCents);
    const stale = { ...confirmed, confirmedCreditCents: seen.creditCents };
    const { outcome, reply } = await later.run(postBillRun, stale);
    assert.deepEqual([outcome, reply.creditCents, reply.firstEntryNumber], ['refused', creditCents, null]);
    const fresh = { ...confirmed, confirmedCreditCents: creditCents };
    assert.equal((await later.run(postBillRun, fresh)).outcome, 'applied');
  });

  it('is posted once by two clients at the same time', async () => {
    await ready();
    const confirmed = await approveRun(town(), MVRS_RUN);
    const both = await Promise.allSettled([1, 2].map(() => town().run(postBillRun, confirmed)));
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(
      await town().value(`SELECT count(*) FROM bill_run WHERE status = 'posted' AND bill_run_id = '${MVRS_RUN}'`),
      1,
    );
    const bills = await town().value<number>('SELECT count(*) FROM bill WHERE bill_run_id = ?', [MVRS_RUN]);
    assert.equal(bills, confirmed.confirmedBills);
  });

  it('takes dates that can be, with a message, and says all that is wrong with others', async () => {
    const run = await billRun(db(), MVRS_RUN);
    const set = (changes: object) =>
      town().run(setRunCriteria, {
        billRunId: MVRS_RUN,
        billedOn: run.billedOn,
        dueOn: run.dueOn,
        message: '',
        ...changes,
      });
    const codes = async (changes: object) => {
      try {
        return (await set(changes)).outcome;
      } catch (error) {
        const { code, issues } = error as { code: string; issues: { code: string }[] };
        return [code, ...issues.map((issue) => issue.code)].join(' ');
      }
    };
    assert.equal(await codes({ billedOn: '2026-11-17' }), 'criteria-wrong billed-before-period-ends');
    assert.equal(await codes({ dueOn: '2026-11-20' }), 'criteria-wrong due-before-billed');
    assert.equal(
      await codes({ billedOn: '2027-11-21', dueOn: '2026-12-11' }),
      'criteria-wrong billed-too-late due-before-billed',
    );
    assert.equal(await codes({ dueOn: '2027-12-11' }), 'criteria-wrong due-too-late');
    assert.equal(await codes({}), 'already-applied');
    assert.equal(await codes({ dueOn: '2026-12-12', message: 'Office closed on Friday' }), 'applied');
    assert.equal((await billRun(db(), MVRS_RUN)).message, 'Office closed on Friday');
    await ready();
    const confirmed = await approveRun(town(), MVRS_RUN);
    await set({ dueOn: '2026-12-14' });
    await assert.rejects(town().run(postBillRun, confirmed), { code: 'approval-stale' });
    await postRun(town(), MVRS_RUN);
    await assert.rejects(set({ dueOn: '2026-12-15' }), { code: 'run-already-posted' });
  });

  it('is of no day before that of a bill which its accounts have, whose statement would be left out', async () => {
    const { reply } = await reverse(town());
    await postRun(town(), reply.openRunId);
    await ready();
    const { dueOn, message } = await billRun(db(), MVRS_RUN);
    const billedOn = '2026-11-21';
    await assert.rejects(town().run(setRunCriteria, { billRunId: MVRS_RUN, billedOn, dueOn, message }), {
      code: 'criteria-wrong',
      fix: /2026-11-23 or later/,
    });
    const confirmed = await approveRun(town(), MVRS_RUN);
    // A bill of a later day can come meanwhile with a stop of another cycle.
    await setCriteria(db(), { billRunId: MVRS_RUN, billedOn, dueOn, message });
    const late = { code: 'billed-before-last-bill', fix: /2026-11-23 or later/ };
    assert.equal((await states())['criteria'], 'current');
    assert.match((await sentence('criteria')) ?? '', /had a bill of a later day: 2026-11-23/);
    await assert.rejects(town().run(approveBillRun, confirmed), late);
    await assert.rejects(town().run(postBillRun, confirmed), late);
  });

  it('is undone freely until something of it left the office, and then by a supervisor', async () => {
    await assert.rejects(town().run(recordRunOutput, { billRunId: MVRS_RUN, kind: 'statements' }), {
      code: 'run-not-posted',
    });
    await ready();
    await postRun(town(), MVRS_RUN);
    const asCoordinator = { role: 'coordinator' } as const;
    assert.equal((await reverse(town(), MVRS_RUN, { ...asCoordinator, dryRun: true })).outcome, 'previewed');
    await town().run(recordRunOutput, { billRunId: MVRS_RUN, kind: 'statements' });
    await assert.rejects(reverse(town(), MVRS_RUN, asCoordinator), { code: 'run-has-outputs', message: /statements/ });
    assert.equal((await reverse(town(), MVRS_RUN)).outcome, 'applied');
    const bills = await town()
      .run(recordRunOutput, { billRunId: MVRS_RUN, kind: 'statements' })
      .catch((error: unknown) => error);
    assert.ok(bills instanceof CurbstopError);
    assert.deepEqual([bills.code, bills.status], ['run-already-reversed', 409]);
  });
});
