import assert from 'node:assert/strict';
import { isDeniedByBrowser } from '../../../addin/client/local-network-rule.js';

/** A browser that knows the given permissions; it throws at any other name, as browsers do. */
function browserWith(states: Readonly<Record<string, PermissionState>>): void {
  const query = ({ name }: { readonly name: string }) => {
    const state = states[name];
    return state === undefined
      ? Promise.reject(new TypeError(`${name} is no permission.`))
      : Promise.resolve({ state });
  };
  Object.defineProperty(globalThis, 'navigator', { value: { permissions: { query } }, configurable: true });
}

describe('the browser’s rule for local networks', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
    else Object.defineProperty(globalThis, 'navigator', before);
  });

  it('denies the way where the permission is denied, by its new name or by its old one', async () => {
    browserWith({ 'loopback-network': 'denied', 'local-network-access': 'denied' });
    assert.equal(await isDeniedByBrowser(), true);
    browserWith({ 'local-network-access': 'denied' });
    assert.equal(await isDeniedByBrowser(), true);
  });

  it('goes by the newer name where a browser knows both', async () => {
    browserWith({ 'loopback-network': 'granted', 'local-network-access': 'denied' });
    assert.equal(await isDeniedByBrowser(), false);
  });

  it('is no hindrance while it was not decided, and in a browser that has none', async () => {
    browserWith({ 'loopback-network': 'prompt' });
    assert.equal(await isDeniedByBrowser(), false);
    browserWith({});
    assert.equal(await isDeniedByBrowser(), false);
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
    assert.equal(await isDeniedByBrowser(), false);
  });
});
