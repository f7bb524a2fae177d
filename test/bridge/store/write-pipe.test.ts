import assert from 'node:assert/strict';
import { openConnection, type Database } from '../../../bridge/store/driver.js';
import { WritePipe, writeThrough } from '../../../bridge/store/write-pipe.js';

const ROWS = 20_000;
/** More rows than may be made and not yet written. */
const AHEAD_MAX = 12_250;

describe('writing through a pipe', () => {
  let database: Database;
  beforeEach(async () => {
    database = openConnection(':memory:');
    await database.raw('CREATE TABLE line (number INTEGER PRIMARY KEY) STRICT');
    await database.raw('CREATE TABLE seal (number INTEGER PRIMARY KEY) STRICT');
    await database.raw(
      `CREATE TRIGGER seal_comes_last BEFORE INSERT ON seal WHEN NOT EXISTS (SELECT 1 FROM line WHERE number = NEW.number)
       BEGIN SELECT RAISE(ABORT, 'There is no such line.'); END`,
    );
  });
  afterEach(() => database.destroy());

  const count = async (table: string) => {
    const [row] = await database.raw<{ rows: number }[]>(`SELECT count(*) AS rows FROM ${table}`);
    return row?.rows ?? NaN;
  };
  function* numbers(first: number, last: number) {
    for (let number = first; number <= last; number += 1) yield [number];
  }

  it('is done in the order in which it was asked for, however many statements are ready', async () => {
    await writeThrough(database, async (pipe) => {
      for (let first = 1; first < ROWS; first += 500) {
        await pipe.insert('line', ['number'], numbers(first, first + 499));
        await pipe.insert('seal', ['number'], numbers(first, first + 499));
      }
    });
    assert.deepEqual([await count('line'), await count('seal')], [ROWS, ROWS]);
  });

  it('ends with the first statement that fails: it is told, and nothing after it is written', async () => {
    const written = writeThrough(database, async (pipe) => {
      await pipe.insert('line', ['number'], numbers(1, 10));
      await pipe.insert('seal', ['number'], numbers(11, 11));
      for (let first = 11; first < ROWS; first += 10) await pipe.insert('line', ['number'], numbers(first, first + 9));
    });
    await assert.rejects(written, /There is no such line/);
    assert.deepEqual([await count('line'), await count('seal')], [10, 0]);
  });

  it('tells a failure at the end when it is the last statement', async () => {
    const written = writeThrough(database, (pipe) => pipe.insert('seal', ['number'], numbers(1, 1)));
    await assert.rejects(written, /There is no such line/);
  });

  it('tells a statement that can not be prepared, and leaves the database to others', async () => {
    const written = writeThrough(database, (pipe) => pipe.insert('nowhere', ['number'], numbers(1, 1)));
    await assert.rejects(written, /no such table: nowhere/);
    assert.equal(await count('line'), 0);
  });

  it('lets nothing start once it is abandoned, and waits for what runs', async () => {
    const started: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const run = (text: string) => {
      started.push(text);
      return held;
    };
    const pipe = new WritePipe(() => Promise.resolve(run));
    await pipe.insert('line', ['number'], numbers(1, 3 * 2_000));
    let isAbandoned = false;
    const abandoned = pipe.abandon().then(() => (isAbandoned = true));
    await new Promise(setImmediate);
    assert.deepEqual([started.length, isAbandoned], [1, false]);
    release();
    await abandoned;
    assert.equal(started.length, 1);
  });

  it('tells what the making of rows failed by, and keeps none of them in a transaction', async () => {
    const writing = database.transaction((trx) =>
      writeThrough(trx, async (pipe) => {
        await pipe.insert('line', ['number'], numbers(1, 3 * 2_000));
        throw new Error('The bills ran out.');
      }),
    );
    await assert.rejects(writing, /The bills ran out/);
    assert.equal(await count('line'), 0);
  });

  it('is refused in a transaction that has ended, and changes nothing', async () => {
    let ended: Database | undefined;
    await database.transaction(async (trx) => {
      ended = trx;
      await trx('line').insert({ number: 1 });
    });
    assert.ok(ended);
    await assert.rejects(
      writeThrough(ended, (pipe) => pipe.insert('line', ['number'], numbers(2, 3))),
      /The transaction has ended/,
    );
    assert.equal(await count('line'), 1);
  });

  it('refuses half of a character, which SQLite would store as something else', async () => {
    await database.raw('CREATE TABLE note (text TEXT) STRICT');
    const write = (text: string) => writeThrough(database, (pipe) => pipe.insert('note', ['text'], [[text]]));
    await assert.rejects(write('leak \ud83d'), TypeError);
    for (const whole of ['leak \ud83d\udca7', '\\ud83d', '\\\\ud800 is text']) await write(whole);
    assert.deepEqual(
      (await database<{ text: string }>('note').select('text')).map(({ text }) => text),
      ['leak \ud83d\udca7', '\\ud83d', '\\\\ud800 is text'],
    );
  });

  it('writes into the transaction that it is given, which takes the rows back with all else', async () => {
    const failing = database.transaction(async (trx) => {
      await writeThrough(trx, (pipe) => pipe.insert('line', ['number'], numbers(1, 5)));
      await trx('line').insert({ number: 6 });
      assert.equal((await trx('line').select()).length, 6);
      throw new Error('Not so.');
    });
    await assert.rejects(failing, /Not so/);
    assert.equal(await count('line'), 0);
  });

  it('makes rows only as fast as they are written', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const waiting = new WritePipe(() => Promise.resolve(() => held));
    let made = 0;
    const endless = function* () {
      for (; made < 100 * 2_000; made += 1) yield [made];
    };
    const writing = waiting.insert('line', ['number'], endless());
    for (let turns = 0; turns < 300; turns += 1) await new Promise(setImmediate);
    assert.ok(made >= 2_000 && made <= AHEAD_MAX, `${made} rows were made, and none was written`);
    release();
    await writing;
    assert.equal(made, 100 * 2_000);
  });
});
