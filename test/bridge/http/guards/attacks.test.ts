import assert from 'node:assert/strict';
import { connect } from 'node:tls';
import { makeToken } from '../../../../bridge/http/guards/token/token-hash.js';
import {
  BODY_BYTES_MAX,
  call,
  CUSTOMER_NAME,
  honest,
  startThrowawayBridge,
  type ThrowawayBridge,
} from './throwaway-bridge.js';

describe('attacks on the bridge from web pages and other users', () => {
  let bridge: ThrowawayBridge;
  const read = (headers: Record<string, string | string[]>, path = '/api/accounts/10-0042-01') =>
    call({ port: bridge.port, path, headers });
  const push = (body: string, headers: Record<string, string> = {}) =>
    call({
      port: bridge.port,
      path: '/api/push',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...honest(bridge), ...headers },
      body,
    });

  before(async () => (bridge = await startThrowawayBridge()));
  after(() => bridge.close());
  beforeEach(() => void (bridge.pushed.length = 0));

  it('an honest request of the pane is answered', async () => {
    const answer = await read(honest(bridge));
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.text), { account: '10-0042-01' });
  });

  describe('DNS rebinding: a page whose name points to this machine', () => {
    for (const host of [
      'evil.example',
      'evil.example:PORT',
      'localhost',
      'localhost:1',
      'localhost:PORT.evil.example',
      '0.0.0.0:PORT',
      '[::]:PORT',
    ]) {
      it(`a request for the host "${host}" is refused on every path`, async () => {
        const headers = { ...honest(bridge), host: host.replace('PORT', String(bridge.port)) };
        for (const path of ['/', '/nothing', '/api/accounts/1', '/api/pair']) {
          const answer = await read(headers, path);
          assert.equal(answer.status, 421, path);
          assert.equal(answer.problem().code, 'wrong-host');
        }
      });
    }

    it('a request with no host, or an empty one, is refused', async () => {
      assert.match(await rawRequest(bridge.port, 'GET / HTTP/1.1\r\n'), /^HTTP\/1\.1 400 /);
      assert.match(await rawRequest(bridge.port, 'GET / HTTP/1.0\r\n'), /^HTTP\/1\.1 421 /);
      assert.match(await rawRequest(bridge.port, 'GET / HTTP/1.1\r\nHost:\r\n'), /^HTTP\/1\.1 421 /);
    });

    it('two Host headers are refused', async () => {
      const text = await rawRequest(
        bridge.port,
        `GET / HTTP/1.1\r\nHost: localhost:${bridge.port}\r\nHost: evil.example\r\n`,
      );
      assert.match(text, /^HTTP\/1\.1 4(00|21) /);
    });

    it('a full address in the request line is refused although the Host header is right', async () => {
      const text = await rawRequest(
        bridge.port,
        `GET https://evil.example/ HTTP/1.1\r\nHost: localhost:${bridge.port}\r\n`,
      );
      assert.match(text, /^HTTP\/1\.1 421 /);
    });

    it("all of the machine's own names with the right port are answered", async () => {
      for (const name of ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]']) {
        assert.equal((await read({ host: `${name}:${bridge.port}` }, '/')).status, 200, name);
      }
    });
  });

  describe('a foreign page that calls the bridge, even with a stolen token', () => {
    const foreign: [string, Record<string, string>][] = [
      ['cross-site', { 'sec-fetch-site': 'cross-site' }],
      ['same-site, as from another port of localhost', { 'sec-fetch-site': 'same-site' }],
      ['typed into the address bar', { 'sec-fetch-site': 'none' }],
      ['an evil Origin', { origin: 'https://evil.example' }],
      ['a null Origin, as from a sandboxed frame', { origin: 'null' }],
      ['an evil Origin that claims same-origin', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
      ['the right Origin that says cross-site', { 'sec-fetch-site': 'cross-site', origin: 'https://localhost:PORT' }],
      ['the Origin by http', { origin: 'http://localhost:PORT' }],
      ['the Origin of another port', { origin: 'https://localhost:1' }],
      ['the Origin of another own name', { origin: 'https://127.0.0.1:PORT' }],
      ['neither Sec-Fetch-Site nor Origin', {}],
    ];
    for (const [title, claims] of foreign) {
      it(`${title}: reads and pushes are refused`, async () => {
        const headers: Record<string, string> = {
          authorization: `Bearer ${bridge.token}`,
          'content-type': 'application/json',
        };
        for (const [name, value] of Object.entries(claims)) headers[name] = value.replace('PORT', String(bridge.port));
        for (const method of ['GET', 'POST', 'OPTIONS']) {
          const answer = await call({ port: bridge.port, path: '/api/push', method, headers });
          assert.equal(answer.status, 403, method);
          assert.equal(answer.problem().code, 'foreign-origin');
          assert.equal(answer.headers['access-control-allow-origin'], undefined);
        }
        assert.deepEqual(bridge.pushed, []);
      });
    }

    it('where the browser sends no Sec-Fetch-Site, the exact Origin is enough', async () => {
      const headers = { authorization: `Bearer ${bridge.token}`, origin: `https://localhost:${bridge.port}` };
      assert.equal((await read(headers)).status, 200);
    });
  });

  describe('tokens', () => {
    const site = { 'sec-fetch-site': 'same-origin' };

    it('reads and pushes without a token are refused, and the refusal says the same for every cause', async () => {
      const wrong = [
        undefined,
        `Bearer ${makeToken()}`,
        'Bearer ',
        `Basic ${bridge.token}`,
        `Bearer ${bridge.token}x`,
        `Bearer ${bridge.token.slice(0, -1)}`,
      ];
      const texts = new Set<string>();
      for (const authorization of wrong) {
        for (const method of ['GET', 'POST']) {
          const headers = authorization === undefined ? site : { ...site, authorization };
          const answer = await call({ port: bridge.port, path: '/api/push', method, headers });
          assert.equal(answer.status, 401, authorization);
          assert.equal(answer.headers['www-authenticate'], 'Bearer realm="Curbstop"');
          texts.add(answer.text);
        }
      }
      assert.equal(texts.size, 1);
    });

    it('a token in the URL or in a cookie does not count', async () => {
      for (const query of ['token', 'access_token', 'authorization']) {
        const path = `/api/accounts/1?${query}=${bridge.token}`;
        assert.equal((await read({ ...site, cookie: `token=${bridge.token}` }, path)).status, 401);
      }
    });

    it('the token shows up in no log', async () => {
      await read(honest(bridge));
      await read(honest(bridge), `/api/accounts/1?token=${bridge.token}`);
      assert.ok(bridge.logText().includes('"route":"/api/accounts/:account"'));
      assert.ok(!bridge.logText().includes(bridge.token));
    });
  });

  describe('bodies', () => {
    it('a GET changes nothing: a push takes POST only', async () => {
      const answer = await read(honest(bridge), '/api/push?name=x');
      assert.equal(answer.status, 405);
      assert.equal(answer.headers['allow'], 'POST');
      assert.deepEqual(bridge.pushed, []);
    });

    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'text/plain; application/json',
    ]) {
      it(`a body sent as ${type} is refused`, async () => {
        assert.equal((await push('{"name":"x"}', { 'content-type': type })).status, 415);
        assert.deepEqual(bridge.pushed, []);
      });
    }

    it('a compressed body is refused, so that it cannot swell', async () => {
      const answer = await push('xx', { 'content-encoding': 'gzip' });
      assert.equal(answer.status, 415);
      assert.equal(answer.problem().code, 'body-compressed');
    });

    it('a body over the limit is refused and the limit is named', async () => {
      const answer = await push(JSON.stringify({ name: 'x'.repeat(BODY_BYTES_MAX) }));
      assert.equal(answer.status, 413);
      assert.match(answer.problem().detail, /65536 bytes/);
      assert.deepEqual(bridge.pushed, []);
    });

    it('a body over the limit that hides its length is refused too', async () => {
      const answer = await push(JSON.stringify({ name: 'x'.repeat(BODY_BYTES_MAX) }), {
        'transfer-encoding': 'chunked',
      });
      assert.equal(answer.status, 413);
    });

    it('JSON nested too deeply is refused before it is parsed', async () => {
      const answer = await push(`{"name":"x","rows":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
      assert.equal(answer.status, 400);
      assert.equal(answer.problem().code, 'json-too-deep');
    });

    it('brackets inside of a text are not nesting', async () => {
      assert.equal((await push(JSON.stringify({ name: `\\"${'[{'.repeat(100)}` }))).status, 200);
    });

    it('what is no JSON is refused without repeating it', async () => {
      const answer = await push(`{"name": ${CUSTOMER_NAME}`);
      assert.equal(answer.status, 400);
      assert.equal(answer.problem().code, 'json-invalid');
      assert.ok(!answer.text.includes('Marjorie'));
    });

    it('every wrong value of a request is listed by its place', async () => {
      const answer = await push('{"rows":[{"reading":1},{"reading":"2"}]}');
      assert.equal(answer.status, 400);
      const places = answer.problem().issues?.map(({ column }) => column);
      assert.deepEqual(places, ['name', 'rows.1.reading']);
    });

    it('a key named __proto__ changes no object', async () => {
      assert.equal((await push('{"name":"x","__proto__":{"polluted":true}}')).status, 200);
      assert.ok(!('polluted' in {}));
    });
  });

  describe('what answers give away', () => {
    it('a defect answers with a reference that the log has, and neither tells its message', async () => {
      const answer = await read(honest(bridge), '/api/defect');
      assert.equal(answer.status, 500);
      const reference = /Reference: ([0-9a-f-]{36})\./.exec(answer.problem().detail)?.[1];
      assert.ok(reference && bridge.logText().includes(reference));
      assert.ok(bridge.logText().includes('"kind":"TypeError"'));
      for (const text of [answer.text, bridge.logText()]) assert.ok(!text.includes('Marjorie'));
      assert.doesNotMatch(answer.text, /TypeError|\.ts|at .*\(/);
    });

    it('a refusal tells its code, what happened and what to do', async () => {
      const answer = await read(honest(bridge), '/api/refusal');
      const { status, code, detail, fix } = answer.problem();
      assert.deepEqual(
        { status, code, detail, fix },
        { status: 409, code: 'run-is-posted', detail: 'The run is posted.', fix: 'Reverse it.' },
      );
      assert.equal(answer.status, 409);
    });

    it('an address that is not there is not repeated', async () => {
      const answer = await read({}, '/no/such/<script>');
      assert.equal(answer.status, 404);
      assert.ok(!answer.text.includes('script'));
    });

    it('a path that does not decode is the fault of the request', async () => {
      assert.equal((await read(honest(bridge), '/api/accounts/%E0%A4%A')).status, 400);
    });

    it('a request that takes too long is ended and the limit is named', async () => {
      const answer = await read(honest(bridge), '/api/slow');
      assert.equal(answer.status, 503);
      assert.match(answer.problem().detail, /1 seconds/);
    });

    it('data is never cached, refusals neither', async () => {
      for (const headers of [honest(bridge), {}]) {
        assert.equal((await read(headers)).headers['cache-control'], 'no-store');
      }
    });
  });
});

/** Sends a request head as it stands, which a tidy client would not. */
function rawRequest(port: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      socket.write(`${head}Connection: close\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.once('end', () => resolve(text)).once('error', reject);
  });
}
