import type { RequestHandler, Response } from 'express';
import { CurbstopError } from '../../../contract/problem.js';
import { sendProblem } from '../problems/problem-handler.js';
import { curbstopProblem } from '../problems/problem-of.js';

/** How long a request may take unless told. */
export const REQUEST_SECONDS_MAX = 120;

/**
 * Answers 503 when a request takes longer than the limit, and when the client goes away stops waiting too.
 * The work sees it by {@link requestSignal}; what it still answers later is dropped.
 */
export function timeLimitGuard({ secondsMax = REQUEST_SECONDS_MAX } = {}): RequestHandler {
  return (_req, res, next) => {
    const stop = new AbortController();
    res.locals['signal'] = stop.signal;
    const timer = setTimeout(() => {
      const refusal = tooSlow(secondsMax);
      stop.abort(refusal);
      // Answered here and not by next(): the work may still fail later, and only one of the two can pass on.
      if (!res.headersSent) sendProblem(res, curbstopProblem(refusal));
      else res.destroy();
    }, secondsMax * 1000);
    res.once('close', () => {
      clearTimeout(timer);
      if (!res.writableFinished) stop.abort();
    });
    next();
  };
}

/** Tells long work that nobody waits for its answer any more. */
export function requestSignal(res: Response): AbortSignal {
  return res.locals['signal'] as AbortSignal;
}

function tooSlow(secondsMax: number): CurbstopError {
  return new CurbstopError({
    code: 'took-too-long',
    status: 503,
    message: `The request took longer than ${secondsMax} seconds, the most that the bridge allows.`,
    fix: 'Ask for less at once, or try again; a push that is sent again is never applied twice.',
  });
}
