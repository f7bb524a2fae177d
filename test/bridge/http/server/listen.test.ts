import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { connect as connectTcp, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import express, { type Express } from 'express';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { type BridgeServer, listen } from '../../../../bridge/http/server/listen.js';
import { staticFiles } from '../../../../bridge/http/server/static-files.js';
import { stopOnSignals } from '../../../../bridge/http/server/stop-on-signals.js';
import { makeCertificate, readCertificate } from '../../../../bridge/setup/certificate-files.js';
import { call, freePort } from '../guards/throwaway-bridge.js';

describe('the server', () => {
  let folder: string;
  let tls: { key: string; cert: string };
  let port: number;
  let server: BridgeServer | undefined;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-server-'));
    await makeCertificate(folder);
    tls = (await readCertificate(folder)) ?? assert.fail('no certificate');
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => (port = await freePort()));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const start = async (app: Express = express()) => (server = await listen({ app, port, tls }));

  it('every loopback address that the machine has is served, and nothing else', async () => {
    const { addresses } = await start();
    assert.deepEqual(addresses, hasLoopbackV6() ? ['127.0.0.1', '::1'] : ['127.0.0.1']);
    for (const address of addresses) assert.equal((await call({ port, path: '/', address })).status, 404);
  });

  it("the machine's other addresses refuse the connection", async function () {
    await start();
    const others = outsideAddresses();
    for (const address of others) assert.equal(await tcpResult(address, port), 'ECONNREFUSED', address);
    // 127.0.0.2 is this machine too, and there on every Linux.
    if (process.platform === 'linux') assert.equal(await tcpResult('127.0.0.2', port), 'ECONNREFUSED');
  });

  it('plain http is dropped and the server goes on', async () => {
    await start();
    const error = await new Promise<Error>((resolve) => {
      get({ host: '127.0.0.1', port, path: '/' }, () => resolve(new Error('answered'))).once('error', resolve);
    });
    assert.match(error.message, /hang up|ECONNRESET/);
    assert.equal((await call({ port, path: '/' })).status, 404);
  });

  it('TLS older than 1.2 is refused', async () => {
    await start();
    await assert.rejects(handshake(port, 'TLSv1.1'));
    await handshake(port, 'TLSv1.2');
  });

  it('a renewed certificate answers on every address from the next connection on', async () => {
    const running = await start();
    const renewed = path.join(folder, 'renewed');
    await makeCertificate(renewed);
    const certificate = (await readCertificate(renewed)) ?? assert.fail('no certificate');
    running.useCertificate(certificate);
    const fingerprint = new X509Certificate(certificate.cert).fingerprint256;
    for (const address of running.addresses) assert.equal(await shownCertificate(address, port), fingerprint, address);
    await assert.rejects(handshake(port, 'TLSv1.1'));
  });

  for (const host of ['127.0.0.1', '::1']) {
    it(`a port that another program uses on ${host} is an error that names the port and the way out`, async () => {
      if (host === '::1' && !hasLoopbackV6()) return;
      const other = createServer();
      await new Promise<void>((resolve) => other.listen({ port, host, ipv6Only: true }, resolve));
      try {
        await assert.rejects(start(), (error) => {
          assert.ok(error instanceof CurbstopError);
          assert.equal(error.code, 'port-in-use');
          assert.match(error.message, new RegExp(`Port ${port} is in use by another program`));
          assert.match(error.fix, new RegExp(`curbstop start --port ${port + 1}`));
          return true;
        });
        if (host === '::1') assert.equal(await tcpResult('127.0.0.1', port), 'ECONNREFUSED');
      } finally {
        await new Promise((resolve) => other.close(resolve));
      }
    });
  }

  it('closing lets a request under way finish, and takes no new one', async () => {
    const app = express();
    let release = () => {};
    const entered = new Promise<void>((enter) => {
      app.get('/', (_req, res) => {
        release = () => void res.send('done');
        enter();
      });
    });
    const running = await start(app);
    const answer = call({ port, path: '/' });
    await entered;
    const closed = running.close();
    assert.equal(await tcpResult('127.0.0.1', port), 'ECONNREFUSED');
    release();
    assert.equal((await answer).text, 'done');
    await closed;
  });

  it('a stop signal tells what is being sent, closes the server, waits for both, closes what the bridge holds, and ends; a second one ends at once', async () => {
    const steps: string[] = [];
    const listeners = new Map<string, () => void>();
    const ended = new Promise<void>((resolve) => {
      stopOnSignals({
        server: {
          port,
          addresses: [],
          useCertificate: () => undefined,
          close: () => Promise.resolve(void steps.push('server')),
        },
        sending: {
          stop: () => void steps.push('told'),
          ended: () => Promise.resolve(void steps.push('sent')),
        },
        afterwards: () => Promise.resolve(void steps.push('database')),
        source: {
          on: (signal, listener) => listeners.set(signal, listener),
          exit: (code) => {
            steps.push(`exit ${code}`);
            if (code === 0) resolve();
          },
        },
      });
    });
    assert.deepEqual([...listeners.keys()], ['SIGINT', 'SIGTERM']);
    listeners.get('SIGTERM')?.();
    listeners.get('SIGINT')?.();
    await ended;
    assert.deepEqual(steps, ['told', 'server', 'exit 1', 'sent', 'database', 'exit 0']);
  });

  it('static files: no dot files, no listing, nothing outside; only hashed names are kept by the browser', async () => {
    const files = path.join(folder, 'static');
    await mkdir(path.join(files, 'sub'), { recursive: true });
    await writeFile(path.join(files, 'app.3f2a9c1b.js'), '1');
    await writeFile(path.join(files, 'page.html'), '2');
    await writeFile(path.join(files, '.secret'), '3');
    await start(express().use('/pane', staticFiles({ folder: files })));
    const hashed = await call({ port, path: '/pane/app.3f2a9c1b.js' });
    assert.equal(hashed.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal((await call({ port, path: '/pane/page.html' })).headers['cache-control'], 'no-cache');
    for (const target of [
      '/pane/.secret',
      '/pane/sub/',
      '/pane/sub',
      '/pane/../localhost.key',
      '/pane/%2e%2e/localhost.key',
    ]) {
      const { status } = await call({ port, path: target });
      assert.ok(status === 403 || status === 404, `${target}: ${status}`);
    }
  });
});

function hasLoopbackV6(): boolean {
  return Object.values(os.networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
}

function outsideAddresses(): string[] {
  const all = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
  return all.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address);
}

function tcpResult(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port }, () => {
      socket.destroy();
      resolve('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

function shownCertificate(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

function handshake(port: number, version: SecureVersion): Promise<void> {
  const ciphers = 'DEFAULT@SECLEVEL=0';
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, rejectUnauthorized: false, ciphers };
    const socket = connect({ ...options, minVersion: version, maxVersion: version }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
