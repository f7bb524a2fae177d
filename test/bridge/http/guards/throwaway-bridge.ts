import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express, { type Express, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CurbstopError, problemSchema, type Problem } from '../../../../bridge/contract/problem.js';
import { mountData, mountLast, mountPairing, mountPublic } from '../../../../bridge/http/guards/mount.js';
import { methodNotAllowed } from '../../../../bridge/http/guards/problems/not-found.js';
import { bridgeLog } from '../../../../bridge/http/guards/request-log/bridge-log.js';
import { requestSignal } from '../../../../bridge/http/guards/time-limit/time-limit-guard.js';
import { pairedClient, type PairedClient } from '../../../../bridge/http/guards/token/token-guard.js';
import { hashToken, makeToken } from '../../../../bridge/http/guards/token/token-hash.js';
import { type Announcement, PairingDesk } from '../../../../bridge/http/pairing/pairing-desk.js';
import { pairingRouter } from '../../../../bridge/http/pairing/pairing-router.js';
import { type BridgeServer, listen } from '../../../../bridge/http/server/listen.js';
import { type LocalCertificate, makeCertificate, readCertificate } from '../../../../bridge/setup/certificate-files.js';

const DANA = { personId: 'dana', name: 'Dana', role: 'coordinator' } as const;

export const BODY_BYTES_MAX = 64 * 1024;
/** What a row of a push would hold: it must show up in no log. */
export const CUSTOMER_NAME = 'Marjorie Quillfeather';

let testCertificate: Promise<LocalCertificate> | undefined;

/** One certificate serves all tests of a run; making one takes a while. */
async function makeTestCertificate(): Promise<LocalCertificate> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-bridge-'));
  await makeCertificate(folder);
  const certificate = await readCertificate(folder);
  await rm(folder, { recursive: true });
  if (!certificate) throw new Error('The certificate that was just made cannot be read.');
  return certificate;
}

/** A real HTTPS server with every guard mounted and a few routes, and what it did. */
export interface ThrowawayBridge {
  readonly port: number;
  readonly token: string;
  /** Names of the pushes that reached a handler. */
  readonly pushed: string[];
  readonly announced: Announcement[];
  readonly logText: () => string;
  readonly server: BridgeServer;
  close(): Promise<void>;
}

export async function startThrowawayBridge(): Promise<ThrowawayBridge> {
  const tls = await (testCertificate ??= makeTestCertificate());
  const port = await freePort();
  const token = makeToken();
  const lines: string[] = [];
  const log = bridgeLog({ write: (line) => void lines.push(line) });
  const { app, pushed, announced } = assemble({ port, token, log });
  const server = await listen({ app, port, tls });
  return {
    port,
    token,
    pushed,
    announced,
    logText: () => lines.join(''),
    server,
    close: () => server.close(),
  };
}

interface Parts {
  readonly port: number;
  readonly token: string;
  readonly log: Logger;
}

function assemble({ port, token, log }: Parts) {
  const clients = new Map<string, PairedClient>();
  const keep = (client: PairedClient) => void clients.set(client.tokenHash, client);
  keep({ id: 'c1', person: DANA, tokenHash: hashToken(token) });
  const announced: Announcement[] = [];
  const desk = new PairingDesk({
    announce: (announcement) => void announced.push(announcement),
    register: (client) => Promise.resolve(keep(client)),
    clock: () => new Date(),
  });
  desk.invite({ person: DANA });
  const pushed: string[] = [];
  const app: Express = express();
  mountPublic(app, { port, log });
  app.get('/', (_req, res) => void res.send('<!doctype html><title>Curbstop</title>'));
  mountPairing(app, { port, path: '/api/pair', router: pairingRouter({ desk }) });
  mountData(app, {
    port,
    path: '/api',
    router: dataRouter(pushed),
    authenticate: (tokenHash) => Promise.resolve(clients.get(tokenHash) ?? null),
    bodyBytesMax: BODY_BYTES_MAX,
    secondsMax: 1,
  });
  mountLast(app, { log });
  return { app, pushed, announced };
}

const pushSchema = z.object({ name: z.string(), rows: z.array(z.object({ reading: z.number() })).default([]) });

function dataRouter(pushed: string[]): Router {
  const router = Router();
  const push = router.route('/push');
  push.post((req, res) => {
    const { name } = pushSchema.parse(req.body);
    pushed.push(name);
    res.json({ person: pairedClient(res).person.personId });
  });
  push.all(methodNotAllowed(['POST']));
  router.get('/accounts/:account', (req, res) => void res.json({ account: req.params.account }));
  router.get('/defect', () => {
    throw new TypeError(`UNIQUE constraint failed: customer ${CUSTOMER_NAME}`);
  });
  router.get('/refusal', () => {
    throw new CurbstopError({ code: 'run-is-posted', status: 409, message: 'The run is posted.', fix: 'Reverse it.' });
  });
  router.get('/slow', async (_req, res) => {
    await new Promise((resolve) => requestSignal(res).addEventListener('abort', resolve));
    res.json({ late: true });
  });
  return router;
}

export interface Call {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  readonly address?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** The answer as problem details; throws when it is none. */
  problem(): Problem;
}

/** One request to the loopback address; the Host header is localhost unless told. */
export function call({
  port,
  path: target,
  method = 'GET',
  headers = {},
  body,
  address = '127.0.0.1',
}: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = { host: `localhost:${port}`, ...headers };
    const req = request({
      host: address,
      port,
      path: target,
      method,
      headers: all,
      rejectUnauthorized: false,
      agent: false,
    });
    req.once('error', reject);
    req.once('response', (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      res.once('end', () => {
        const problem = () => {
          if (res.headers['content-type'] !== 'application/problem+json; charset=utf-8')
            throw new Error(`no problem: ${text}`);
          return problemSchema.parse(JSON.parse(text));
        };
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text, problem });
      });
    });
    req.end(body);
  });
}

/** The headers of an honest request of the pane. */
export function honest({ token }: { readonly token: string }): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-origin' };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
