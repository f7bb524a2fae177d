import assert from 'node:assert/strict';
import { call, startThrowawayBridge, type ThrowawayBridge } from '../guards/throwaway-bridge.js';

describe('attacks on pairing', () => {
  let bridge: ThrowawayBridge;
  beforeEach(async () => (bridge = await startThrowawayBridge()));
  afterEach(() => bridge.close());

  const pair = (body: unknown, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
    call({
      port: bridge.port,
      path: '/api/pair',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const shown = () => bridge.announced.at(-1)?.code ?? '';

  it('the code that the console shows pairs a client, whose token then opens the data', async () => {
    const answer = await pair({ code: shown(), label: 'Excel' });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const { token } = JSON.parse(answer.text) as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-origin' };
    assert.equal((await call({ port: bridge.port, path: '/api/accounts/1', headers })).status, 200);
    assert.ok(!bridge.logText().includes(token));
  });

  it('a foreign page cannot pair, not even with the right code', async () => {
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { origin: 'https://evil.example' },
    ];
    for (const headers of foreign) {
      assert.equal((await pair({ code: shown(), label: 'x' }, headers)).status, 403);
    }
    assert.equal(bridge.announced.length, 1);
  });

  it('the person and the role cannot be chosen by who pairs', async () => {
    const answer = await pair({ code: shown(), label: 'x', role: 'supervisor' });
    assert.equal(answer.status, 400);
  });

  it('guessing codes is stopped: five at a code, then a pause, then the lock', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 22; index += 1) {
      const answer = await pair({ code: '2222-2222', label: 'x' });
      statuses.push(answer.status);
      if (answer.problem().code === 'pairing-locked') assert.match(answer.problem().fix, /Wait 10 minutes/);
    }
    assert.deepEqual(statuses.slice(0, 6), [403, 403, 403, 403, 429, 429]);
    const last = await pair({ code: shown(), label: 'x' });
    assert.equal(last.problem().code, 'pairing-locked');
    assert.equal(last.headers['retry-after'], '600');
  });

  it('a code that was used does not pair again', async () => {
    const code = shown();
    assert.equal((await pair({ code, label: 'first' })).status, 201);
    assert.equal((await pair({ code, label: 'second' })).status, 403);
  });

  it('a pairing request is small: a large body is refused', async () => {
    assert.equal((await pair({ code: 'x'.repeat(5000), label: 'x' })).status, 413);
  });
});
