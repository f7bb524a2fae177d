import { CurbstopError } from '../contract/problem.js';
import type { Database, Transaction } from './database.js';

/** Writes no row, yet takes SQLite's write lock; knex knows no BEGIN IMMEDIATE. */
const TAKE_WRITE_LOCK = 'UPDATE migration SET name = name WHERE false';

/**
 * A transaction that holds the write lock before it reads, so that two programs on one database wait for each other
 * instead of failing half-way. Throws `database-busy` when the other one keeps the lock for more than five seconds.
 */
export async function writeTransaction<Result>(
  database: Database,
  work: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (trx) => {
    await trx.raw(TAKE_WRITE_LOCK).catch((error: unknown) => {
      throw busy(error);
    });
    return work(trx);
  });
}

function busy(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes('SQLITE_BUSY')) return error;
  return new CurbstopError({
    code: 'database-busy',
    status: 503,
    message: 'Another program is writing to the database and has not finished.',
    fix: 'Try again in a moment; nothing was changed.',
  });
}
