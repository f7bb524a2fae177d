import { CurbstopError } from '../contract/problem.js';

/** Tells whether the error is that another program kept the database for longer than this one waits. */
export function isBusy(error: unknown): error is Error {
  return error instanceof Error && error.message.includes('SQLITE_BUSY');
}

/** Gives `database-busy` where another program holds the database, and any other error as it is. */
export function explainBusy(error: unknown): unknown {
  if (!isBusy(error)) return error;
  return new CurbstopError({
    code: 'database-busy',
    status: 503,
    message: 'Another program is using the database and has not finished.',
    fix: 'Try again in a moment; nothing was changed.',
  });
}
