import type { Request, RequestHandler } from 'express';
import { CurbstopError } from '../../../contract/problem.js';
import { loopbackHosts } from '../loopback-hosts.js';

/**
 * Refuses every request that was not addressed to this machine's own names and this port (421).
 * A web page whose name was rebound to 127.0.0.1 still sends its own name, so it stops here.
 */
export function hostGuard({ port }: { readonly port: number }): RequestHandler {
  const allowed = loopbackHosts(port);
  return (req, _res, next) => {
    if (hasPathOnly(req) && namesAllowedHost(req, allowed)) return next();
    next(
      new CurbstopError({
        code: 'wrong-host',
        status: 421,
        message: 'The bridge answers only to its own names on this machine.',
        fix: `Open https://localhost:${port} instead.`,
      }),
    );
  };
}

/** A full address in the request line would overrule the Host header, so only paths are taken. */
function hasPathOnly(req: Request): boolean {
  return req.url.startsWith('/') && !req.url.startsWith('//');
}

function namesAllowedHost(req: Request, allowed: ReadonlySet<string>): boolean {
  const [host, ...others] = req.headersDistinct['host'] ?? [];
  return host !== undefined && others.length === 0 && allowed.has(host.toLowerCase());
}
