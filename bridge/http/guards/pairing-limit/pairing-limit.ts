import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { CurbstopError } from '../../../contract/problem.js';

export interface PairingLimit {
  /** How many attempts to pair are taken in the window, right or wrong. */
  readonly attemptsMax?: number;
  readonly windowMinutes?: number;
}

/** Limits attempts to pair from all of this machine together, then locks pairing for the rest of the window (429). */
export function pairingLimit({ attemptsMax = 20, windowMinutes = 10 }: PairingLimit = {}): RequestHandler {
  return rateLimit({
    windowMs: windowMinutes * 60_000,
    limit: attemptsMax,
    standardHeaders: false,
    legacyHeaders: false,
    // Every caller is on the loopback, so one count serves 127.0.0.1 and ::1 alike.
    keyGenerator: () => 'this machine',
    handler: (_req, res, next) => {
      res.set('Retry-After', String(windowMinutes * 60));
      next(
        new CurbstopError({
          code: 'pairing-locked',
          status: 429,
          message: `There were more than ${attemptsMax} attempts to pair within ${windowMinutes} minutes, so pairing is locked.`,
          fix: `Wait ${windowMinutes} minutes, or restart the bridge, then type the code that it shows.`,
        }),
      );
    },
  });
}
