import type { RequestHandler } from 'express';

/** Keeps customer data out of the browser's caches. */
export function noStoreGuard(): RequestHandler {
  return (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  };
}
