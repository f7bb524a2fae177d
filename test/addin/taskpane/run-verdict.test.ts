import assert from 'node:assert/strict';
import { issueAt, runVerdict, type RunWork } from '../../../addin/taskpane/posting/run-verdict.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';

const DAY = calendarDate('2026-11-08');
const CRITERIA = { billRunId: '1-2026-11', billedOn: DAY, dueOn: DAY, message: '' };
const run = (state: 'done' | 'current') =>
  ({
    bills: 26,
    totalCents: cents(361_077),
    steps: [{ step: 'approve', state, sentence: '' }],
  }) as unknown as RunWork['run'];
const criteria = (outcome: 'applied' | 'already-applied'): RunWork['criteria'] => ({
  ...{ outcome, receiptNumber: outcome === 'applied' ? 8 : null, appliedAt: null, reply: CRITERIA },
});
const approval = (outcome: 'applied' | 'refused') =>
  ({ outcome, receiptNumber: outcome === 'applied' ? 9 : null }) as RunWork['approval'];

describe('what the pane says when something was done with an open run', () => {
  it('is that the dates are saved, or as they were', () => {
    const told = (outcome: 'applied' | 'already-applied') =>
      runVerdict({ criteria: criteria(outcome), approval: null, run: run('current') });
    assert.deepEqual(told('applied'), { title: 'The dates and the message are saved', receipt: 'Receipt 8' });
    assert.deepEqual(told('already-applied'), {
      title: 'The dates and the message are as they were',
      receipt: undefined,
    });
  });

  it('is that the run is approved, as long as the approval stands', () => {
    const work = { criteria: null, approval: approval('applied') };
    assert.deepEqual(runVerdict({ ...work, run: run('done') }), {
      title: 'Approved: 26 bills, $3,610.77',
      receipt: 'Receipt 9',
    });
    assert.equal(runVerdict({ ...work, run: run('current') }), null);
    assert.equal(runVerdict({ ...work, run: null }), null);
    assert.equal(runVerdict({ ...work, approval: approval('refused'), run: run('current') }), null);
  });

  it('is nothing before anything was done', () => {
    assert.equal(runVerdict({ criteria: null, approval: null, run: run('current') }), null);
  });

  it('puts what is wrong with a date at its field, with what to do', () => {
    const issue = (column: string, message: string) => ({ code: 'x', rowKey: '', column, message, fix: 'Mend it.' });
    const issues = [issue('billedOn', 'Too early.'), issue('dueOn', 'Before the bill.'), issue('dueOn', 'Too late.')];
    assert.equal(issueAt(issues, 'billedOn'), 'Too early. Mend it.');
    assert.equal(issueAt(issues, 'dueOn'), 'Before the bill. Mend it. Too late. Mend it.');
    assert.equal(issueAt(issues, 'message'), undefined);
  });
});
