/** A row of texts and numbers by the names of its columns. */
export type ReadRow = Readonly<Record<string, unknown>>;

export type Done = (error: Error | null) => void;

export interface RawStatement {
  run(text: string, done: Done): void;
  get(values: readonly unknown[], done: (error: Error | null, row?: ReadRow) => void): void;
  finalize(done: () => void): void;
}

export interface RawConnection {
  exec(sql: string, done: Done): void;
  prepare(sql: string, done: Done): RawStatement;
}

/** Prepares a statement. Rejects with what SQLite refuses it by. */
export function prepared(connection: RawConnection, sql: string): Promise<RawStatement> {
  return new Promise((resolve, reject) => {
    const statement = connection.prepare(
      sql,
      settle(() => resolve(statement), reject),
    );
  });
}

/** Ends a statement; this thread waits meanwhile for another one of the connection that is running. */
export function finalized(statement: RawStatement): Promise<void> {
  return new Promise((resolve) => statement.finalize(resolve));
}

/** What the driver calls when it is done. */
export function settle(resolve: () => void, reject: (error: Error) => void): Done {
  return (error) => (error === null ? resolve() : reject(error));
}
