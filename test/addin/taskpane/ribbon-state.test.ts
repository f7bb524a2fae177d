import assert from 'node:assert/strict';
import type { Activity } from '../../../addin/sheets/activity.js';
import { ribbonAfter, type RibbonState } from '../../../addin/taskpane/hooks/use-ribbon-work.js';
import { words } from '../../../addin/taskpane/words.js';

const idle: RibbonState = { doing: null, trouble: null, asked: null, isDone: false };
const after = (...done: Activity[]) => done.reduce(ribbonAfter, idle);

const started = (origin: Activity['origin']): Activity => ({ type: 'pull-started', origin, kind: 'readings' });
const pulled = (origin: Activity['origin']): Activity => {
  const pull = { pullId: 'p', kind: 'readings', subject: 's', asOf: '', rowCount: 0, totals: [] } as const;
  return { type: 'pulled', origin, pull: { ...pull, totals: [] }, parameters: {}, sheetName: 'Readings' };
};
const failed: Activity = { type: 'failed', origin: 'ribbon', command: 'push', error: new Error('no') };

describe('what the pane says of the ribbon', () => {
  it('is what a button does, until it is done, even when the pane pulls at the same time', () => {
    const busy = after(started('pane'), started('ribbon'), pulled('pane'));
    assert.equal(busy.doing, words.ribbon.pulling);
    assert.deepEqual(ribbonAfter(busy, pulled('ribbon')), { ...idle, isDone: true });
  });

  it('is which screen was asked for, until something else is done', () => {
    const asked = after(failed, { type: 'screen-asked', origin: 'ribbon', screen: 'receipts' });
    assert.deepEqual(asked, { ...idle, asked: 'receipts' });
    assert.deepEqual(ribbonAfter(asked, started('pane')), idle);
  });

  it('is that a way of pushing is to be chosen, until something else is done', () => {
    const asked = after(failed, { type: 'way-asked', origin: 'ribbon' });
    assert.deepEqual(asked, { ...idle, asked: 'way' });
    assert.deepEqual(ribbonAfter(asked, started('pane')), idle);
  });

  it('is nothing while only the pane works', () => {
    assert.deepEqual(after(started('pane'), pulled('pane')), idle);
  });

  it('is the trouble of the last button, until other work starts', () => {
    const troubled = after(started('ribbon'), failed);
    assert.equal(troubled.doing, null);
    assert.notEqual(troubled.trouble, null);
    assert.deepEqual(ribbonAfter(troubled, started('pane')), idle);
    assert.equal(ribbonAfter(troubled, started('ribbon')).trouble, null);
  });
});
