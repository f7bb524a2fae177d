import type { Database, Transaction } from './database.js';
import { explainStorage } from './storage-failure.js';

type Work<Result> = (trx: Transaction) => Promise<Result>;

interface Connection {
  /** What knex looks at before it lends a connection again. */
  __knex__disposed?: unknown;
}

interface Pool {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): void;
}

/**
 * A transaction that keeps what the work wrote when it ends well, and nothing otherwise. What it reads stands as of one
 * moment. Work that reads before it writes takes writeTransaction. Throws what the work throws, or `database-busy`, `disk-full` and their like.
 */
export async function transaction<Result>(database: Database, work: Work<Result>): Promise<Result> {
  const pool = database.client as Pool;
  const connection = await pool.acquireConnection();
  const failures: unknown[] = [];
  const keepFailure = async (trx: Transaction): Promise<Result> => {
    try {
      return await work(trx);
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  try {
    return await database.transaction(keepFailure, { connection });
  } catch (error) {
    await endTransaction(database, connection);
    // A failing disk ends the transaction by itself; knex then tells that there is none to roll back, and not what failed.
    throw explainStorage(failures[0] ?? error);
  } finally {
    pool.releaseConnection(connection);
  }
}

/**
 * Knex leaves a transaction open whose COMMIT failed, and the next one would begin inside it and read what was never
 * committed. A connection that can't even roll back is not lent again.
 */
async function endTransaction(database: Database, connection: Connection): Promise<void> {
  try {
    await database.raw('ROLLBACK').connection(connection);
  } catch (error) {
    const ended = error instanceof Error && error.message.includes('no transaction is active');
    if (!ended) connection.__knex__disposed = error;
  }
}
