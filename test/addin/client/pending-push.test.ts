import assert from 'node:assert/strict';
import { fingerprintOf } from '../../../addin/client/fingerprint.js';
import type { KeptValues } from '../../../addin/client/partitioned-storage.js';
import { PendingPushes } from '../../../addin/client/pending-push.js';

function keptIn(values: Map<string, string>): KeptValues {
  return {
    get: (name) => values.get(name) ?? null,
    set: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
  };
}

describe('a push whose answer was lost', () => {
  it('keeps its id for the same rows, also after the add-in was reloaded', () => {
    const values = new Map<string, string>();
    const first = new PendingPushes(keptIn(values)).idFor('P1', 'rows');
    assert.equal(new PendingPushes(keptIn(values)).idFor('P1', 'rows'), first);
  });

  it('gives other rows, and another pull, an id of their own', () => {
    const pending = new PendingPushes(keptIn(new Map()));
    const first = pending.idFor('P1', 'rows');
    assert.notEqual(pending.idFor('P2', 'rows'), first);
    assert.notEqual(pending.idFor('P1', 'other rows'), first);
  });

  it('gives a new id once the push was answered', () => {
    const values = new Map<string, string>();
    const pending = new PendingPushes(keptIn(values));
    const first = pending.idFor('P1', 'rows');
    pending.settle('P1');
    assert.equal(values.size, 0);
    assert.notEqual(pending.idFor('P1', 'rows'), first);
  });

  it('does not trust what it finds in the storage', () => {
    const values = new Map([['push.P1', '{"commandId":"1; drop","fingerprint":"rows"}']]);
    assert.match(new PendingPushes(keptIn(values)).idFor('P1', 'rows'), /^[0-9a-f-]{36}$/);
  });
});

describe('a fingerprint', () => {
  it('is the same for the same value and another for any other', async () => {
    const rows = [{ key: 'A1', cells: ['10-1', 'water', -5] }];
    assert.equal(await fingerprintOf(rows), await fingerprintOf(structuredClone(rows)));
    assert.notEqual(await fingerprintOf(rows), await fingerprintOf([{ key: 'A1', cells: ['10-1', 'water', -5.01] }]));
  });
});
