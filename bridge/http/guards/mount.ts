import type { Express, Router } from 'express';
import type { Logger } from 'pino';
import { securityHeaders } from './headers/security-headers.js';
import { hostGuard } from './host/host-guard.js';
import { jsonBodyGuard } from './json-body/json-body-guard.js';
import { noStoreGuard } from './no-store/no-store-guard.js';
import { originGuard } from './origin/origin-guard.js';
import { pairingLimit, type PairingLimit } from './pairing-limit/pairing-limit.js';
import { notFound } from './problems/not-found.js';
import { problemHandler } from './problems/problem-handler.js';
import { requestLogGuard } from './request-log/request-log-guard.js';
import { timeLimitGuard } from './time-limit/time-limit-guard.js';
import { type Authenticate, tokenGuard } from './token/token-guard.js';

/** A pairing request holds a code and a name. */
const PAIRING_BYTES_MAX = 4096;

export interface PublicMount {
  readonly port: number;
  readonly log: Logger;
}

/** Mounts what every path passes first: the log, the Host check, the headers. Call it before any route. */
export function mountPublic(app: Express, { port, log }: PublicMount): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(requestLogGuard({ log }), hostGuard({ port }), securityHeaders());
}

export interface DataMount {
  readonly port: number;
  /** Where the routes begin, e.g. "/api". */
  readonly path: string;
  readonly router: Router;
  readonly authenticate: Authenticate;
  readonly bodyBytesMax?: number;
  readonly secondsMax?: number;
}

/** Mounts routes that carry data: behind the origin, token, body and time guards, and never cached. */
export function mountData(
  app: Express,
  { port, path, router, authenticate, bodyBytesMax, secondsMax }: DataMount,
): void {
  app.use(
    path,
    noStoreGuard(),
    originGuard({ port }),
    tokenGuard({ authenticate }),
    jsonBodyGuard({ bodyBytesMax }),
    timeLimitGuard({ secondsMax }),
    router,
  );
}

export interface PairingMount {
  readonly port: number;
  readonly path: string;
  readonly router: Router;
  readonly limit?: PairingLimit;
}

/** Mounts the pairing routes: no token yet, so attempts are limited. Mount them before data routes of the same path. */
export function mountPairing(app: Express, { port, path, router, limit }: PairingMount): void {
  app.use(
    path,
    noStoreGuard(),
    originGuard({ port }),
    pairingLimit(limit),
    jsonBodyGuard({ bodyBytesMax: PAIRING_BYTES_MAX }),
    router,
  );
}

/** Mounts what comes after all routes: not found, and the answer to every failure. */
export function mountLast(app: Express, { log }: { readonly log: Logger }): void {
  app.use(notFound(), problemHandler({ log }));
}
