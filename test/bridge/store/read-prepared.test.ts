import assert from 'node:assert/strict';
import { columnParts } from '../../../bridge/store/bulk.js';
import { openConnection, readPrepared, type Database } from '../../../bridge/store/driver.js';

describe('reading part by part with one statement', () => {
  let database: Database;
  beforeEach(async () => {
    database = openConnection(':memory:');
    await database.raw('CREATE TABLE line (number INTEGER PRIMARY KEY, word TEXT) STRICT');
    await database.raw("INSERT INTO line VALUES (1, 'one'), (2, 'two'), (3, NULL)");
  });
  afterEach(() => database.destroy());

  const oneLine = 'SELECT number, word FROM line WHERE number = ?';
  async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
    const found: Item[] = [];
    for await (const item of items) found.push(item);
    return found;
  }
  const isFree = () => database.raw('SELECT 1').then(() => true);

  it('gives the row of each set of bindings in their order, and none where none is found', async () => {
    const rows = await all(readPrepared(database, oneLine, [[2], [1], [9]]));
    assert.deepEqual(rows, [{ number: 2, word: 'two' }, { number: 1, word: 'one' }, {}]);
    assert.ok(await isFree());
  });

  it('reads the next row while this thread works on the one before', async () => {
    const asked: number[] = [];
    function* bindings() {
      for (const number of [1, 2, 3]) {
        asked.push(number);
        yield [number];
      }
    }
    const rows = readPrepared(database, oneLine, bindings());
    await rows.next();
    assert.deepEqual(asked, [1, 2]);
    await rows.return();
  });

  it('gives the database back when whoever reads stops in the middle, or throws', async () => {
    for await (const row of readPrepared(database, oneLine, [[1], [2], [3]])) {
      assert.equal(row.word, 'one');
      break;
    }
    assert.ok(await isFree());
    const reading = async () => {
      for await (const row of readPrepared(database, oneLine, [[1], [2]]))
        throw new Error(`${String(row.word)} is odd`);
    };
    await assert.rejects(reading, /one is odd/);
    assert.ok(await isFree());
  });

  it('tells what a statement is refused by when its turn comes, and gives the database back', async () => {
    const words: unknown[] = [];
    const reading = async () => {
      const query =
        "SELECT word, json_extract(CASE number WHEN 2 THEN '{' ELSE '{}' END, '$') FROM line WHERE number = ?";
      for await (const row of readPrepared(database, query, [[1], [2], [3]])) words.push(row.word);
    };
    await assert.rejects(reading, /malformed JSON/);
    assert.deepEqual(words, ['one']);
    assert.ok(await isFree());
  });

  it('tells a statement that can not be prepared, and a value that SQLite would change', async () => {
    await assert.rejects(all(readPrepared(database, 'SELECT * FROM nowhere', [[]])), /no such table: nowhere/);
    await assert.rejects(all(readPrepared(database, oneLine, [[1], [NaN]])), /Binding 1 is the number NaN/);
    assert.ok(await isFree());
  });

  it('gives the columns of each part, empty ones too', async () => {
    const columns = { number: 'number', word: 'word' };
    const query = 'SELECT * FROM line WHERE number BETWEEN ? AND ? ORDER BY number';
    const parts = await all(
      columnParts<{ number: number; word: string | null }>(database, columns, query, [
        [2, 3],
        [7, 9],
      ]),
    );
    assert.deepEqual(parts, [
      { number: [2, 3], word: ['two', null] },
      { number: [], word: [] },
    ]);
  });
});
