import assert from 'node:assert/strict';
import { openConnection, readFirst, type Database } from '../../../bridge/store/driver.js';
import type { Done, RawStatement, ReadRow } from '../../../bridge/store/raw-statement.js';
import { ReadQueue } from '../../../bridge/store/read-queue.js';
import { readTogether } from '../../../bridge/store/read-together.js';

type Got = (error: Error | null, row?: ReadRow) => void;

/** A connection whose statements end when the test says so. */
class ToldConnection {
  readonly running = new Map<string, Got>();
  readonly ended: string[] = [];

  exec(): void {
    throw new Error('Nothing is executed.');
  }

  prepare(sql: string, done: Done): RawStatement {
    setImmediate(() => done(null));
    return {
      run: () => undefined,
      get: (_, got) => void this.running.set(sql, got),
      finalize: (finalized) => {
        this.ended.push(sql);
        finalized();
      },
    };
  }

  tell(sql: string, error: Error | null = null): void {
    const got = this.running.get(sql);
    this.running.delete(sql);
    got?.(error, { sql });
  }
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

describe('reading through one connection', () => {
  it('runs one statement at a time, and the next before anybody works on the row of the one before', async () => {
    const connection = new ToldConnection();
    const queue = new ReadQueue(connection);
    let runningThen: string[] = [];
    const one = queue.first('one', []).then((row) => {
      runningThen = [...connection.running.keys()];
      return row;
    });
    const two = queue.first('two', []);
    await turn();
    await turn();
    assert.deepEqual([...connection.running.keys()], ['one']);
    connection.tell('one');
    assert.deepEqual(await one, { sql: 'one' });
    assert.deepEqual(runningThen, ['two']);
    connection.tell('two');
    assert.deepEqual(await two, { sql: 'two' });
  });

  it('ends statements only when none runs, and then all of them', async () => {
    const connection = new ToldConnection();
    const queue = new ReadQueue(connection);
    const reads = [queue.first('one', []), queue.first('two', [])];
    await turn();
    await turn();
    connection.tell('one');
    await reads[0];
    assert.deepEqual(connection.ended, []);
    connection.tell('two');
    await reads[1];
    assert.deepEqual(connection.ended, ['one', 'two']);
  });

  it('tells a refused statement to whoever asked, and goes on with the others', async () => {
    const connection = new ToldConnection();
    const queue = new ReadQueue(connection);
    const one = queue.first('one', []);
    const two = queue.first('two', []);
    await turn();
    await turn();
    connection.tell('one', new Error('malformed'));
    await assert.rejects(one, /malformed/);
    connection.tell('two');
    assert.deepEqual(await two, { sql: 'two' });
    assert.deepEqual(connection.ended, ['one', 'two']);
  });
});

describe('reads that are asked for together', () => {
  let database: Database;
  beforeEach(async () => {
    database = openConnection(':memory:');
    await database.raw('CREATE TABLE line (number INTEGER PRIMARY KEY, word TEXT) STRICT');
    await database.raw("INSERT INTO line VALUES (1, 'one'), (2, 'two')");
  });
  afterEach(() => database.destroy());
  const word = (from: Database, number: number) => readFirst(from, 'SELECT word FROM line WHERE number = ?', [number]);

  it('each get their own row, and none where none is found, in a transaction and outside of one', async () => {
    const all = (from: Database) => readTogether([word(from, 2), word(from, 1), word(from, 9)]);
    const rows = [{ word: 'two' }, { word: 'one' }, {}];
    assert.deepEqual(await all(database), rows);
    assert.deepEqual(await database.transaction(all), rows);
  });

  it('leave nothing running when one is refused, and a transaction that ended reads no more', async () => {
    let ended = database;
    const reading = database.transaction(async (trx) => {
      ended = trx;
      await readTogether([word(trx, 1), readFirst(trx, 'SELECT * FROM nowhere', []), word(trx, 2)]);
    });
    await assert.rejects(reading, /no such table: nowhere/);
    await assert.rejects(word(ended, 1), /The transaction has ended/);
    assert.deepEqual(await word(database, 1), { word: 'one' });
  });

  it('refuse a value that SQLite would change', async () => {
    await assert.rejects(word(database, NaN), /Binding 1 is the number NaN/);
    assert.deepEqual(await word(database, 1), { word: 'one' });
  });

  it('are all waited for before the first refusal is told', async () => {
    let isDone = false;
    const late = turn().then(() => {
      isDone = true;
    });
    await assert.rejects(readTogether([Promise.reject(new Error('first')), late]), /first/);
    assert.ok(isDone);
  });
});
