import { setImmediate as turn } from 'node:timers/promises';
import { chunksOf } from '../contract/chunks-of.js';
import type { BulkValue } from './bulk-value.js';
import type { Database } from './database.js';

/** Few enough rows that neither side waits long for the other, many enough that a statement costs little. */
const ROWS_PER_STATEMENT = 2_000;
/** So many statements may be ready and not yet running. */
const READY_MAX = 4;
/** The driver first prepares a statement and runs it when this thread has heard of that: it takes some turns. */
const TURNS_TO_START = 20;

/**
 * Inserts rows into tables in the order given, by statements with one bound JSON array each, the fastest way through this
 * driver. A statement runs while the next ones are made ready; what is made is never far ahead of what is written.
 */
export class WritePipe {
  readonly #database: Database;
  readonly #ready: (() => Promise<unknown>)[] = [];
  #running: Promise<void> | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes rows that hold the columns in the order given; they may be made as they are taken. Throws a TypeError for what the
   * ledger can't hold, and what a statement before has failed by.
   */
  async insert(table: string, columns: readonly string[], rows: Iterable<readonly BulkValue[]>): Promise<void> {
    const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
    const statement = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM jsonb_each(?)`;
    for (const chunk of chunksOf(rows, ROWS_PER_STATEMENT)) {
      chunk.forEach(refuseInexactNumbers);
      const text = JSON.stringify(chunk);
      await this.#put(() => this.#database.raw(statement, [text]));
    }
  }

  /** Waits until everything is written. Throws what a statement has failed by. */
  async end(): Promise<void> {
    while (this.#running !== null) await this.#running;
    this.#assertWorking();
  }

  async #put(run: () => Promise<unknown>): Promise<void> {
    while (this.#ready.length >= READY_MAX && this.#running !== null) await this.#running;
    this.#assertWorking();
    this.#ready.push(run);
    if (this.#running === null) this.#startNext();
    // A statement that has ended is followed by the next one only when this thread comes to hear of it.
    for (let turns = 0; turns < TURNS_TO_START; turns += 1) await turn();
  }

  #startNext(): void {
    const run = this.#failure === null ? this.#ready.shift() : undefined;
    this.#running =
      run?.().then(
        () => this.#startNext(),
        (error: unknown) => {
          this.#failure ??= { error };
          this.#running = null;
        },
      ) ?? null;
  }

  #assertWorking(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}

function refuseInexactNumbers(row: readonly BulkValue[]): void {
  for (const value of row) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new TypeError(`${value} is not a whole number that the ledger can hold exactly.`);
    }
    if (value === undefined) throw new TypeError('A bulk row has a hole in it.');
  }
}
