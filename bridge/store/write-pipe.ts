import { setImmediate as turn } from 'node:timers/promises';
import { chunksOf } from '../contract/chunks-of.js';
import { hasWholeTexts } from '../contract/whole-text.js';
import type { BulkValue } from './bulk-value.js';
import type { Database } from './database.js';
import { withPrepared, type PrepareStatement, type RunStatement } from './driver.js';

/** So many rows are made ready before this thread looks whether a statement has ended, and starts the next one. */
const ROWS_PER_TURN = 250;
/** Few enough rows in a statement that neither side waits long for the other, many enough that a statement costs little. */
const TURNS_PER_STATEMENT = 8;
/** So many statements may be ready and not yet running. */
const READY_MAX = 4;

/**
 * Writes rows through a pipe, all of them before this ends. Throws what a statement is refused by, and a TypeError for what
 * the ledger can't hold.
 */
export function writeThrough<Result>(database: Database, work: (pipe: WritePipe) => Promise<Result>): Promise<Result> {
  return withPrepared(database, async (prepare) => {
    const pipe = new WritePipe(prepare);
    try {
      const result = await work(pipe);
      await pipe.end();
      return result;
    } finally {
      await pipe.abandon();
    }
  });
}

/**
 * Inserts rows into tables in the order given, by statements with one bound JSON array each, the fastest way through this
 * driver. A statement runs while the next ones are made ready; what is made is never far ahead of what is written.
 */
export class WritePipe {
  readonly #prepare: PrepareStatement;
  readonly #statements = new Map<string, RunStatement>();
  readonly #ready: (() => Promise<void>)[] = [];
  #running: Promise<void> | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(prepare: PrepareStatement) {
    this.#prepare = prepare;
  }

  /**
   * Takes rows that hold the columns in the order given; they may be made as they are taken. Throws a TypeError for what the
   * ledger can't hold, and what a statement before has failed by.
   */
  async insert(table: string, columns: readonly string[], rows: Iterable<readonly BulkValue[]>): Promise<void> {
    const run = await this.#statementFor(table, columns);
    let texts: string[] = [];
    for (const some of chunksOf(rows, ROWS_PER_TURN)) {
      texts.push(textOf(some));
      await turn();
      if (texts.length < TURNS_PER_STATEMENT) continue;
      await this.#put(run, texts);
      texts = [];
    }
    if (texts.length > 0) await this.#put(run, texts);
  }

  /** Waits until everything is written. Throws what a statement has failed by. */
  async end(): Promise<void> {
    while (this.#running !== null) await this.#running;
    this.#assertWorking();
  }

  /** Drops what has not started, and waits for what has. */
  async abandon(): Promise<void> {
    this.#ready.length = 0;
    await this.#running;
  }

  async #statementFor(table: string, columns: readonly string[]): Promise<RunStatement> {
    const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM jsonb_each(?)`;
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = await this.#prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  async #put(run: RunStatement, texts: readonly string[]): Promise<void> {
    while (this.#ready.length >= READY_MAX && this.#running !== null) await this.#running;
    this.#assertWorking();
    const text = `[${texts.join(',')}]`;
    this.#ready.push(() => run(text));
    if (this.#running === null) this.#startNext();
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

/** The rows as members of a JSON array. */
function textOf(rows: readonly (readonly BulkValue[])[]): string {
  rows.forEach(refuseInexactNumbers);
  const text = JSON.stringify(rows);
  if (!hasWholeTexts(text)) throw new TypeError('A bulk row holds half of a character, which SQLite would change.');
  return text.slice(1, -1);
}

function refuseInexactNumbers(row: readonly BulkValue[]): void {
  for (const value of row) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new TypeError(`${value} is not a whole number that the ledger can hold exactly.`);
    }
    if (value === undefined) throw new TypeError('A bulk row has a hole in it.');
  }
}
