import type { Database } from './database.js';

/**
 * Does work within a transaction, gives what it found, and takes back all that it wrote. Throws what the work throws, which
 * ends the whole transaction.
 */
export async function rolledBack<Result>(trx: Database, work: () => Promise<Result>): Promise<Result> {
  await trx.raw('SAVEPOINT trial');
  const found = await work();
  await trx.raw('ROLLBACK TO trial');
  await trx.raw('RELEASE trial');
  return found;
}
