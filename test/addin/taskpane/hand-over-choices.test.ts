import assert from 'node:assert/strict';
import { handOverChoices } from '../../../addin/taskpane/outputs/hand-over-choices.js';
import type { CallFileState } from '../../../bridge/contract/outputs.js';

describe('the files of calls that can be noted as handed over', () => {
  const choices = (...states: readonly CallFileState['state'][]) => {
    const files = states.map((state, index): CallFileState => ({
      ...{ edition: index + 1, fileName: `calls-${index + 1}.csv`, state, target: '', at: '', by: '', purpose: 'run' },
      ...{ calls: 1, window: { on: '2026-11-23', from: '09:00', to: '20:00' }, toTakeBack: [] },
    }));
    return handOverChoices(files).map(({ edition }) => edition);
  };

  it('are those that are not known to be there, also one that a file replaced which went nowhere', () => {
    assert.deepEqual(choices('made'), [1]);
    assert.deepEqual(choices('replaced', 'made'), [1, 2]);
    assert.deepEqual(choices('replaced', 'failed'), [1, 2]);
    assert.deepEqual(choices('sent', 'untold'), [2]);
  });

  it('are none that were sent, nor one that a file replaced which went or may have', () => {
    assert.deepEqual(choices('sent'), []);
    assert.deepEqual(choices('replaced', 'sent'), []);
    assert.deepEqual(choices('replaced', 'untold'), [2]);
    assert.deepEqual(choices('failed', 'sent'), [1], 'it is of other calls');
  });
});
