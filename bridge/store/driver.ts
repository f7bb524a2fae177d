import { setImmediate as turn } from 'node:timers/promises';
import knexFactory, { type Knex } from 'knex';
import { guardBindings } from './binding-guard.js';
import {
  finalized,
  prepared,
  settle,
  type Done,
  type RawConnection,
  type RawStatement,
  type ReadRow,
} from './raw-statement.js';
import { ReadQueue } from './read-queue.js';

export type { ReadRow } from './raw-statement.js';

/** An open database, or a transaction on it: what every query and every write is given. */
export type Database = Knex;
export type Transaction = Knex.Transaction;

/** Settings of a connection by the names of SQLite's pragmas, in the order in which they are made. */
export type Pragmas = Readonly<Record<string, string | number>>;

/**
 * Opens a file, or ":memory:". One connection: SQLite has one writer, and a transaction must never wait for itself.
 * This is the one place that names the driver; another driver is a change of this file.
 */
export function openConnection(filename: string, pragmas: Pragmas = {}): Database {
  const settings = Object.entries(pragmas).map(([name, value]) => `PRAGMA ${name} = ${value};`);
  const database = knexFactory({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: RawConnection, done: Done) => connection.exec(settings.join('\n'), done),
    },
  });
  database.on('query', ({ bindings }: { bindings?: readonly unknown[] }) => guardBindings(bindings ?? []));
  return database;
}

/** Runs a statement, prepared before, with one text. Rejects with what SQLite refuses it by. */
export type RunStatement = (text: string) => Promise<void>;
/** Prepares a statement with one parameter. */
export type PrepareStatement = (sql: string) => Promise<RunStatement>;

/**
 * Lends out the connection of a database or transaction for statements that are prepared once and run many times. Such a
 * statement starts at once; one of knex is prepared anew each time, and waits for this thread before it runs. Nothing else
 * may be asked of the database meanwhile, unless it is a transaction.
 */
export async function withPrepared<Result>(
  database: Database,
  work: (prepare: PrepareStatement) => Promise<Result>,
): Promise<Result> {
  const client = database.client as KnexClient;
  assertOpen(database);
  const connection = await client.acquireConnection();
  const statements: RawStatement[] = [];
  try {
    return await work(async (sql) => {
      const statement = await prepared(connection, sql);
      statements.push(statement);
      return async (text) => {
        assertOpen(database);
        await new Promise<void>((resolve, reject) => statement.run(text, settle(resolve, reject)));
      };
    });
  } finally {
    await Promise.all(statements.map(finalized));
    await client.releaseConnection(connection);
  }
}

const readQueues = new WeakMap<RawConnection, ReadQueue>();

/**
 * Gives the first row of a statement, and an empty one where there is none. A transaction may be asked for several at once:
 * the next one runs while this thread works on the row before, which it would wait for with statements of knex.
 */
export async function readFirst(database: Database, sql: string, values: readonly unknown[]): Promise<ReadRow> {
  guardBindings(values);
  assertOpen(database);
  const client = database.client as KnexClient;
  const connection = await client.acquireConnection();
  try {
    const queue = readQueues.get(connection) ?? new ReadQueue(connection);
    readQueues.set(connection, queue);
    return await queue.first(sql, values);
  } finally {
    await client.releaseConnection(connection);
  }
}

/**
 * Gives the first row of a statement for each set of bindings, in their order. The statement is prepared once, and runs for
 * the next set while this thread works on the row before: a statement of knex would be waited for, as its end and the
 * running of another one exclude each other. Nothing else may be asked of the database meanwhile, unless it is a transaction.
 */
export async function* readPrepared(
  database: Database,
  sql: string,
  bindings: Iterable<readonly unknown[]>,
): AsyncGenerator<ReadRow, void, undefined> {
  const client = database.client as KnexClient;
  assertOpen(database);
  const connection = await client.acquireConnection();
  try {
    const statement = await prepared(connection, sql);
    try {
      yield* rowsOf(statement, bindings);
    } finally {
      await finalized(statement);
    }
  } finally {
    await client.releaseConnection(connection);
  }
}

async function* rowsOf(
  statement: RawStatement,
  bindings: Iterable<readonly unknown[]>,
): AsyncGenerator<ReadRow, void, undefined> {
  let next: Promise<ReadRow> | null = null;
  try {
    for (const values of bindings) {
      const current = next;
      next = firstRow(statement, values);
      if (current === null) continue;
      const row = await current;
      // The next one starts before this thread works on the row.
      await turn();
      yield row;
    }
    if (next !== null) yield await next;
  } finally {
    await next?.catch(() => undefined);
  }
}

function firstRow(statement: RawStatement, values: readonly unknown[]): Promise<ReadRow> {
  guardBindings(values);
  const row = new Promise<ReadRow>((resolve, reject) => {
    statement.get(values, (error, found) => (error === null ? resolve(found ?? {}) : reject(error)));
  });
  // It is told when its turn comes; until then it is no failure that nobody handles.
  row.catch(() => undefined);
  return row;
}

/** A write that outlives its transaction would go into the next one. */
function assertOpen(database: Database): void {
  if ('isCompleted' in database && (database as Transaction).isCompleted()) {
    throw new Error('The transaction has ended; nothing more can be read or written in it.');
  }
}

interface KnexClient {
  acquireConnection(): Promise<RawConnection>;
  releaseConnection(connection: RawConnection): Promise<void>;
}

/** What kept the storage from doing its work, whatever the driver calls it. */
export type StorageFault = 'busy' | 'full' | 'read-only' | 'failing' | 'damaged' | 'not-opened';

const FAULTS: readonly (readonly [RegExp, StorageFault])[] = [
  [/SQLITE_BUSY/, 'busy'],
  [/SQLITE_FULL/, 'full'],
  [/SQLITE_READONLY/, 'read-only'],
  [/SQLITE_IOERR/, 'failing'],
  [/SQLITE_CORRUPT/, 'damaged'],
  [/SQLITE_(CANTOPEN|PERM)/, 'not-opened'],
];

/** Tells a fault of the storage from every other error, which gives null. */
export function storageFault(error: unknown): StorageFault | null {
  if (!(error instanceof Error)) return null;
  return FAULTS.find(([text]) => text.test(error.message))?.[1] ?? null;
}
