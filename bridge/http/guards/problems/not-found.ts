import type { RequestHandler } from 'express';
import { CurbstopError } from '../../../contract/problem.js';

/** The last route: nothing is here (404). The address is not echoed. */
export function notFound(): RequestHandler {
  return (_req, _res, next) =>
    next(
      new CurbstopError({
        code: 'not-found',
        status: 404,
        message: 'The bridge has nothing at this address.',
        fix: 'Check the address; after an update of Curbstop, reload the add-in.',
      }),
    );
}

/** The last handler of a route: the address is right, the method is not (405). */
export function methodNotAllowed(allowed: readonly string[]): RequestHandler {
  return (_req, res, next) => {
    res.set('Allow', allowed.join(', '));
    next(
      new CurbstopError({
        code: 'method-not-allowed',
        status: 405,
        message: `This address takes ${allowed.join(' or ')} only.`,
        fix: 'After an update of Curbstop, reload the add-in.',
      }),
    );
  };
}
