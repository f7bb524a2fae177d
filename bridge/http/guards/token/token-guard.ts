import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Person } from '../../../contract/person.js';
import { CurbstopError } from '../../../contract/problem.js';
import { hashToken } from './token-hash.js';

/** A client (an Excel, a workbench) that was paired to a person. */
export interface PairedClient {
  readonly id: string;
  /** The person that the client acts for. */
  readonly person: Person;
  /** SHA-256 of the client's token, as 64 hexadecimal digits. */
  readonly tokenHash: string;
}

/** Finds the client with this token hash; null when there is none or it was revoked. */
export type Authenticate = (tokenHash: string) => Promise<PairedClient | null>;

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/;

/** Lets only a paired client pass, by its bearer token (401). Only the header counts, never the URL. */
export function tokenGuard({ authenticate }: { readonly authenticate: Authenticate }): RequestHandler {
  return async (req, res, next) => {
    const tokenHash = bearerTokenHash(req);
    const client = tokenHash === null ? null : await authenticate(tokenHash);
    if (tokenHash === null || client === null || !sameHash(tokenHash, client.tokenHash)) {
      res.set('WWW-Authenticate', 'Bearer realm="Curbstop"');
      throw notPaired();
    }
    res.locals['client'] = client;
    next();
  };
}

/** The client that the token guard let pass. Throws when the route is not behind that guard. */
export function pairedClient(res: Response): PairedClient {
  const client = res.locals['client'] as PairedClient | undefined;
  if (!client) throw new Error('This route is not behind the token guard.');
  return client;
}

function bearerTokenHash(req: Request): string | null {
  const token = BEARER.exec(req.headers.authorization ?? '')?.[1];
  return token === undefined ? null : hashToken(token);
}

function sameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, 'hex'), Buffer.from(right, 'hex')];
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b);
}

/** One refusal for every cause, so that nothing is learned about which tokens exist. */
function notPaired(): CurbstopError {
  return new CurbstopError({
    code: 'not-paired',
    status: 401,
    message: 'This workbook is not paired with the bridge.',
    fix: 'Type the pairing code that the bridge shows in its window into the Curbstop pane.',
  });
}
