import assert from 'node:assert/strict';
import { isOfficeOrigin } from '../../../../bridge/http/guards/headers/office-hosts.js';
import { call, startThrowawayBridge, type ThrowawayBridge } from './throwaway-bridge.js';

describe('the headers of every answer', () => {
  let bridge: ThrowawayBridge;
  before(async () => (bridge = await startThrowawayBridge()));
  after(() => bridge.close());

  it('scripts come from the bridge only, and Office may frame the pane', async () => {
    const { headers } = await call({ port: bridge.port, path: '/' });
    const policy = String(headers['content-security-policy']).split(';');
    assert.ok(policy.includes("script-src 'self'"));
    assert.ok(policy.includes("style-src 'self' 'unsafe-inline'"));
    assert.ok(policy.includes("worker-src 'self' blob:"));
    const ancestors = policy.find((directive) => directive.startsWith('frame-ancestors'));
    assert.match(
      ancestors ?? '',
      /^frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com .*https:\/\/\*\.sharepoint\.com/,
    );
  });

  it('answers are not sniffed, tell no referrer, and break neither frames nor dialogs of Office', async () => {
    for (const path of ['/', '/nothing', '/api/accounts/1']) {
      const { headers } = await call({ port: bridge.port, path });
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      for (const absent of ['x-frame-options', 'cross-origin-opener-policy', 'cross-origin-embedder-policy']) {
        assert.equal(headers[absent], undefined, absent);
      }
      for (const absent of ['strict-transport-security', 'x-powered-by', 'access-control-allow-origin', 'set-cookie']) {
        assert.equal(headers[absent], undefined, absent);
      }
    }
  });

  it("only Office's own sites may read the public files across origins", () => {
    assert.ok(isOfficeOrigin('https://excel.officeapps.live.com'));
    assert.ok(isOfficeOrigin('https://excel.cloud.microsoft'));
    for (const origin of [
      'https://evil.example',
      'http://excel.officeapps.live.com',
      'https://evilsharepoint.com',
      'null',
    ]) {
      assert.ok(!isOfficeOrigin(origin), origin);
    }
    assert.ok(!isOfficeOrigin('https://evil.example/.sharepoint.com'));
  });
});
