import assert from 'node:assert/strict';
import { partitionedStorage } from '../../../addin/client/partitioned-storage.js';

function withGlobals(values: Record<string, unknown>, work: () => void): void {
  const before = Object.keys(values).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true });
  try {
    work();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  }
}

describe('what is kept on this computer', () => {
  const held = new Map<string, string>();
  const localStorage = {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  };

  beforeEach(() => held.clear());

  it('is kept in the partition that Office names, and taken away from it', () => {
    withGlobals({ localStorage, Office: { context: { partitionKey: 'p7-' } } }, () => {
      partitionedStorage().set('token', 'secret');
      assert.deepEqual([...held], [['p7-curbstop.token', 'secret']]);
      assert.equal(partitionedStorage().get('token'), 'secret');
      partitionedStorage().remove('token');
      assert.equal(held.size, 0);
    });
  });

  it('is kept without a partition where Office has none', () => {
    withGlobals({ localStorage, Office: { context: {} } }, () => {
      partitionedStorage().set('token', 'secret');
      assert.deepEqual([...held.keys()], ['curbstop.token']);
    });
  });

  it('lasts as long as the page where the browser keeps nothing', () => {
    const refuse = (): never => {
      throw new Error('denied');
    };
    const denied = { getItem: refuse, setItem: refuse, removeItem: refuse };
    withGlobals({ localStorage: denied, Office: { context: {} } }, () => {
      const kept = partitionedStorage();
      kept.set('token', 'secret');
      assert.equal(kept.get('token'), 'secret');
      kept.remove('token');
      assert.equal(kept.get('token'), null);
    });
  });
});
