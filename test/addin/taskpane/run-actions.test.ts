import assert from 'node:assert/strict';
import { planOf, runOfParameters } from '../../../addin/taskpane/home/run-actions.js';

describe('what the pane offers for a run', () => {
  it('offers to unload first, and no posting', () => {
    assert.deepEqual(planOf({ step: 'unload' }, false), {
      steps: [
        { step: 'unload', state: 'current' },
        { step: 'review', state: 'later' },
        { step: 'preview', state: 'later' },
        { step: 'post', state: 'later' },
      ],
      primary: 'unload',
      others: ['load', 'readings', 'rereads', 'bill-preview'],
    });
  });

  it('offers the readings while exceptions wait, even when the preview was pulled', () => {
    const plan = planOf({ step: 'review' }, true);
    assert.equal(plan.primary, 'readings');
    assert.deepEqual(plan.others, ['load', 'unload', 'rereads', 'bill-preview']);
  });

  it('offers the preview next after the review, and the posting beside it', () => {
    const plan = planOf({ step: 'preview' }, false);
    assert.equal(plan.primary, 'bill-preview');
    assert.ok(plan.others.includes('post'));
  });

  it('offers the posting next once the preview was pulled', () => {
    const plan = planOf({ step: 'preview' }, true);
    assert.equal(plan.primary, 'post');
    assert.deepEqual(
      plan.steps.map(({ state }) => state),
      ['done', 'done', 'done', 'current'],
    );
    assert.ok(!plan.others.includes('post'));
  });

  it('knows the run that a pull was for', () => {
    assert.equal(runOfParameters({ billRunId: 'c1-2026-11' }), 'c1-2026-11');
    assert.equal(runOfParameters({ receiptNumber: 4 }), null);
    assert.equal(runOfParameters(null), null);
  });
});
