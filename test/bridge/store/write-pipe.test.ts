import assert from 'node:assert/strict';
import { openConnection, type Database } from '../../../bridge/store/driver.js';
import { WritePipe } from '../../../bridge/store/write-pipe.js';

const ROWS = 20_000;
/** More rows than may be made and not yet written. */
const AHEAD_MAX = 14_000;

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
    const pipe = new WritePipe(database);
    for (let first = 1; first < ROWS; first += 500) {
      await pipe.insert('line', ['number'], numbers(first, first + 499));
      await pipe.insert('seal', ['number'], numbers(first, first + 499));
    }
    await pipe.end();
    assert.deepEqual([await count('line'), await count('seal')], [ROWS, ROWS]);
  });

  it('ends with the first statement that fails: it is told, and nothing after it is written', async () => {
    const pipe = new WritePipe(database);
    const write = async () => {
      await pipe.insert('line', ['number'], numbers(1, 10));
      await pipe.insert('seal', ['number'], numbers(11, 11));
      for (let first = 11; first < ROWS; first += 10) await pipe.insert('line', ['number'], numbers(first, first + 9));
      await pipe.end();
    };
    await assert.rejects(write(), /There is no such line/);
    await assert.rejects(pipe.end(), /There is no such line/);
    assert.deepEqual([await count('line'), await count('seal')], [10, 0]);
  });

  it('tells a failure at the end when it is the last statement', async () => {
    const pipe = new WritePipe(database);
    await pipe.insert('seal', ['number'], numbers(1, 1));
    await assert.rejects(pipe.end(), /There is no such line/);
  });

  it('makes rows only as fast as they are written', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const waiting = { raw: () => held } as unknown as Database;
    let made = 0;
    const endless = function* () {
      for (; made < 100 * 2_000; made += 1) yield [made];
    };
    const writing = new WritePipe(waiting).insert('line', ['number'], endless());
    for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
    assert.ok(made >= 2_000 && made <= AHEAD_MAX, `${made} rows were made, and none was written`);
    release();
    await writing;
    assert.equal(made, 100 * 2_000);
  });
});
