import type { Database, Transaction } from './database.js';
import { transaction } from './transaction.js';

/** Writes no row, yet takes SQLite's write lock; knex knows no BEGIN IMMEDIATE. */
const TAKE_WRITE_LOCK = 'UPDATE migration SET name = name WHERE false';

/**
 * A transaction that holds the write lock before it reads, so that two programs on one database wait for each other
 * instead of failing half-way. Throws `database-busy` when the other one keeps the lock for more than five seconds.
 */
export function writeTransaction<Result>(
  database: Database,
  work: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  return transaction(database, async (trx) => {
    await trx.raw(TAKE_WRITE_LOCK);
    return work(trx);
  });
}
