import { finalized, prepared, type RawConnection, type RawStatement, type ReadRow } from './raw-statement.js';

/**
 * Reads through one connection, each statement while this thread works on what the one before gave. The end of a statement
 * and the running of another one exclude each other, so that statements are ended when none runs.
 */
export class ReadQueue {
  readonly #connection: RawConnection;
  readonly #waiting: (() => void)[] = [];
  readonly #read: RawStatement[] = [];
  #isReading = false;

  constructor(connection: RawConnection) {
    this.#connection = connection;
  }

  /** Gives the first row of a statement, and an empty one where there is none. Rejects with what SQLite refuses it by. */
  async first(sql: string, values: readonly unknown[]): Promise<ReadRow> {
    const statement = await prepared(this.#connection, sql);
    try {
      return await this.#rowOf(statement, values);
    } finally {
      if (!this.#isReading) await Promise.all(this.#read.splice(0).map(finalized));
    }
  }

  #rowOf(statement: RawStatement, values: readonly unknown[]): Promise<ReadRow> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        statement.get(values, (error, row) => {
          this.#read.push(statement);
          // The next one starts before this thread works on the row.
          this.#startNext();
          if (error === null) resolve(row ?? {});
          else reject(error);
        });
      });
      if (!this.#isReading) this.#startNext();
    });
  }

  #startNext(): void {
    const start = this.#waiting.shift();
    this.#isReading = start !== undefined;
    start?.();
  }
}
