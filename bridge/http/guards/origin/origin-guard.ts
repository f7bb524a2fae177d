import type { Request, RequestHandler } from 'express';
import { CurbstopError } from '../../../contract/problem.js';
import { loopbackOrigins } from '../loopback-hosts.js';

/**
 * Lets only the bridge's own pages reach a data route, reads included (403).
 * Where the browser tells where a request comes from (Sec-Fetch-Site) it must say same-origin;
 * where it does not, the Origin must be there and be exact. An Origin that is there must always be exact.
 */
export function originGuard({ port }: { readonly port: number }): RequestHandler {
  const allowed = loopbackOrigins(port);
  return (req, _res, next) => {
    if (saysSameOrigin(req) && hasNoForeignOrigin(req, allowed)) return next();
    next(
      new CurbstopError({
        code: 'foreign-origin',
        status: 403,
        message: 'The request did not come from a page of Curbstop.',
        fix: `Work in the Curbstop pane in Excel, or open https://localhost:${port}.`,
      }),
    );
  };
}

function saysSameOrigin(req: Request): boolean {
  const site = req.headers['sec-fetch-site'];
  return site === undefined ? req.headers.origin !== undefined : site === 'same-origin';
}

function hasNoForeignOrigin(req: Request, allowed: ReadonlySet<string>): boolean {
  const { origin, host } = req.headers;
  return origin === undefined || (allowed.has(origin) && origin === `https://${host?.toLowerCase()}`);
}
