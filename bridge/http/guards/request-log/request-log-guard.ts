import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { PairedClient } from '../token/token-guard.js';

/** Logs each answered request: who, which route, status and time taken. Never the query, the body or a header. */
export function requestLogGuard({ log }: { readonly log: Logger }): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      const client = res.locals['client'] as PairedClient | undefined;
      log.info({
        method: req.method,
        route: routeOf(req, res),
        status: res.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        clientId: client?.id,
      });
    });
    next();
  };
}

/** The route's pattern, never the path itself, which may hold an account number. */
function routeOf(req: Request, res: Response): string {
  const route = req.route as { readonly path?: unknown } | undefined;
  if (typeof route?.path === 'string') return `${req.baseUrl}${route.path}`;
  return res.statusCode < 400 ? 'static file' : 'none';
}
