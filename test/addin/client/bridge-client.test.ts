import assert from 'node:assert/strict';
import { BridgeClient } from '../../../addin/client/bridge-client.js';
import { BridgeFailure, type BridgeFailureKind } from '../../../addin/client/bridge-failure.js';
import { TIME_LIMITS, type TimeLimits } from '../../../addin/client/time-limits.js';

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

const problem = (status: number, code: string): Response =>
  json({ type: 'urn:x', title: 'No', status, detail: 'It is closed.', code, fix: 'Open it.' }, status);

function clientOf(
  answer: (url: string, init: RequestInit) => Response | Promise<Response>,
  isDenied = false,
): BridgeClient {
  return new BridgeClient({
    isDenied: () => Promise.resolve(isDenied),
    baseUrl: 'https://localhost:3910',
    token: () => 'secret',
    fetch: async (input, init) => answer(input as string, init ?? {}),
  });
}

async function failureOf(work: Promise<unknown>, kind: BridgeFailureKind): Promise<BridgeFailure> {
  const error = await work.then(
    () => assert.fail('It should have failed.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof BridgeFailure, String(error));
  assert.equal(error.kind, kind);
  assert.ok(error.message.length > 0 && error.fix.length > 0);
  return error;
}

describe('the client of the bridge', () => {
  it('sends the token and JSON, and gives the reply that the contract names', async () => {
    let seen: { url: string; init: RequestInit } | null = null;
    const client = clientOf((url, init) => {
      seen = { url, init };
      return json({ pullId: 'P1', kind: 'readings', subject: 'Cycle 1', asOf: '2026-11-20', rowCount: 0, totals: [] });
    });
    const pull = await client.pull({ kind: 'readings', parameters: { billRunId: 'R1' } });
    assert.equal(pull.pullId, 'P1');
    const { url, init } = seen as unknown as { url: string; init: RequestInit };
    assert.equal(url, 'https://localhost:3910/api/pulls');
    assert.equal(init.method, 'POST');
    assert.equal((init.headers as Record<string, string>)['Authorization'], 'Bearer secret');
    assert.equal((init.headers as Record<string, string>)['Content-Type'], 'application/json');
    assert.deepEqual(JSON.parse(init.body as string), { kind: 'readings', parameters: { billRunId: 'R1' } });
  });

  it('sends no token before it is paired, and the pair request without one', async () => {
    let headers: Record<string, string> = {};
    const client = new BridgeClient({
      baseUrl: '',
      token: () => null,
      fetch: (_input, init) => {
        headers = init?.headers as Record<string, string>;
        const person = { personId: 'p', name: 'Ann', role: 'coordinator' };
        return Promise.resolve(json({ token: 't', clientId: 'c', person }));
      },
    });
    assert.equal((await client.pair('1234', 'desk')).token, 't');
    assert.equal('Authorization' in headers, false);
  });

  const noAnswer = () => Promise.reject(new TypeError('Failed to fetch'));

  it('says of a bridge that never answered all that it may be: not started, or its certificate not trusted', async () => {
    const failure = await failureOf(clientOf(noAnswer).home(), 'unreachable');
    assert.match(failure.fix, /started/);
    assert.match(failure.fix, /certificate/);
    assert.equal(failure.isDefinite, false);
  });

  it('names the browser’s rule for local networks where it denies the way, and that the bridge may be off', async () => {
    const failure = await failureOf(clientOf(noAnswer, true).home(), 'blocked');
    assert.match(failure.fix, /local network access/);
    assert.match(failure.fix, /start the bridge/);
    assert.equal(failure.isDefinite, false);
  });

  it('takes no answer from a bridge that answered before for one that is not running, whatever the browser denies', async () => {
    let asked = 0;
    const client = clientOf(() => ((asked += 1) === 1 ? problem(401, 'token-unknown') : noAnswer()), true);
    await failureOf(client.home(), 'not-paired');
    const failure = await failureOf(client.home(), 'not-running');
    assert.match(failure.fix, /started/);
    assert.equal(failure.isDefinite, false);
  });

  it('takes an answer that breaks off for no answer', async () => {
    const broken = { ok: true, status: 200, text: () => Promise.reject(new TypeError('terminated')) };
    const failure = await failureOf(clientOf(() => broken as unknown as Response).home(), 'not-running');
    assert.equal(failure.isDefinite, false);
  });

  it('takes 401 for not paired', async () => {
    const failure = await failureOf(clientOf(() => problem(401, 'token-unknown')).home(), 'not-paired');
    assert.equal(failure.isDefinite, true);
    await failureOf(clientOf(() => new Response('', { status: 401 })).home(), 'not-paired');
  });

  it("passes a refusal on in the bridge's own words", async () => {
    const failure = await failureOf(clientOf(() => problem(422, 'run-closed')).home(), 'refused');
    assert.deepEqual(
      [failure.message, failure.fix, failure.code, failure.isDefinite],
      ['It is closed.', 'Open it.', 'run-closed', true],
    );
  });

  it('does not take a time limit for a definite answer', async () => {
    const failure = await failureOf(clientOf(() => problem(503, 'took-too-long')).home(), 'refused');
    assert.equal(failure.isDefinite, false);
  });

  it('calls a fault of the bridge a defect, whether it says so or not', async () => {
    await failureOf(clientOf(() => problem(500, 'defect')).home(), 'defect');
    await failureOf(clientOf(() => new Response('<html>', { status: 502 })).home(), 'defect');
  });

  it('refuses a bridge of another contract version', async () => {
    const hello = (contractVersion: number) => json({ product: 'curbstop', version: '0.9.0', contractVersion });
    assert.equal((await clientOf(() => hello(1)).hello()).version, '0.9.0');
    const failure = await failureOf(clientOf(() => hello(2)).hello(), 'version');
    assert.match(failure.message, /0\.9\.0/);
  });

  it('refuses a reply that the contract does not know', async () => {
    await failureOf(clientOf(() => json({ rows: 'all' })).pullRows('P1', 0, 10), 'version');
    await failureOf(clientOf(() => new Response('hello')).home(), 'version');
  });

  it('lets the person stop a request, which is no failure of the bridge', async () => {
    const stop = new AbortController();
    const client = clientOf((_url, { signal }) => {
      stop.abort();
      return Promise.reject(signal?.reason as Error);
    });
    await assert.rejects(client.pullRows('P1', 0, 10, stop.signal), { name: 'AbortError' });
  });

  it('waits for each kind of answer so long and no longer', async () => {
    const never = (signal: AbortSignal | null | undefined): Promise<never> =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    const hanging = (timeLimits: Partial<TimeLimits>): BridgeClient =>
      new BridgeClient({ baseUrl: '', token: () => null, timeLimits, fetch: (_url, init) => never(init?.signal) });
    const command = { commandId: crypto.randomUUID(), dryRun: true, payload: { clientId: 'c' } };
    const calls: [keyof TimeLimits, (client: BridgeClient) => Promise<unknown>][] = [
      ['hello', (client) => client.hello()],
      ['read', (client) => client.home()],
      ['pull', (client) => client.pull({ kind: 'readings', parameters: {} })],
      ['pull', (client) => client.pullRows('P1', 0, 10)],
      ['study', (client) => client.studyRates({ tariffId: 'water', rates: { tariffVersionId: 'v' } })],
      ['study', (client) => client.compareRun('1', { fileName: 'a', contentBase64: '', usageUnit: null })],
      ['command', (client) => client.command('revoke-client', command)],
    ];
    for (const [limit, call] of calls) {
      const failure = await failureOf(call(hanging({ [limit]: 5 })), 'not-running');
      assert.match(failure.message, /did not answer within 1 second\./);
      assert.equal(failure.isDefinite, false);
    }
    assert.deepEqual(TIME_LIMITS, { hello: 5_000, read: 60_000, pull: 120_000, study: 120_000, command: 120_000 });
  });

  it('waits no longer for an answer that hangs half-way', async () => {
    const client = new BridgeClient({
      baseUrl: '',
      token: () => null,
      timeLimits: { read: 5 },
      fetch: (_url, init) => {
        const text = (): Promise<never> =>
          new Promise((_, reject) =>
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
          );
        return Promise.resolve({ ok: true, status: 200, text } as unknown as Response);
      },
    });
    assert.match((await failureOf(client.home(), 'not-running')).message, /within 1 second/);
  });

  it('lets the person stop a command too', async () => {
    const stop = new AbortController();
    const client = clientOf((_url, { signal }) => {
      stop.abort();
      return Promise.reject(signal?.reason as Error);
    });
    const command = { commandId: crypto.randomUUID(), dryRun: true, payload: { clientId: 'c' } };
    await assert.rejects(client.command('revoke-client', command, stop.signal), { name: 'AbortError' });
  });

  it('escapes ids in addresses', async () => {
    let asked = '';
    const client = clientOf((url) => {
      asked = url;
      return json({ rows: [] });
    });
    await client.pullRows('a/b?c', 5, 10);
    assert.equal(asked, 'https://localhost:3910/api/pulls/a%2Fb%3Fc/rows?offset=5&limit=10');
  });
});
