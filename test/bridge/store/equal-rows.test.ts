import assert from 'node:assert/strict';
import path from 'node:path';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { differences } from '../../../bridge/store/equal-rows.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('comparing two databases row by row', () => {
  const town = useTown();
  let file: string;
  let other: Database;
  beforeEach(async () => {
    file = path.join(await emptyFolder(), 'other.db');
    await town().database.raw('VACUUM INTO ?', [file]);
    other = await openDatabase(file);
  });
  afterEach(() => other.destroy());

  const found = () => differences(town().database, file);
  const change = async (...statements: string[]) => {
    for (const statement of statements) await other.raw(statement);
  };

  it('finds nothing in a copy, also of a table that has nothing, and can be done again', async () => {
    assert.deepEqual([await found(), await found()], [[], []]);
  });

  it('names what the shape differs in', async () => {
    await change('DROP TRIGGER posting_refuses_update', 'DROP TRIGGER posting_refuses_delete');
    assert.match((await found()).join(), /trigger posting_refuses_(update|delete) is not the same/);
  });

  it('names each table with a row changed, missing or added', async () => {
    await change(
      `UPDATE customer SET phone = phone || '1' WHERE customer_id = 3`,
      `INSERT INTO person VALUES ('new', 'Somebody', 'auditor')`,
    );
    await town().database.raw(`INSERT INTO setting VALUES ('mine', '2026-01-01', '{}')`);
    const [customer, person, setting, ...more] = await found();
    assert.match(customer ?? '', /^Table customer has (\d+) rows in one and \1 in the other; \d+ are the same/);
    assert.match(person ?? '', /^Table person has 4 rows in one and 5 in the other; 4 are the same/);
    assert.match(setting ?? '', /^Table setting /);
    assert.deepEqual(more, []);
  });

  it('sees every value of every table of Curbstop, for each has a key', async () => {
    const keyless = await town().database.raw<unknown[]>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       AND NOT EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) WHERE pk > 0)`,
    );
    assert.deepEqual(keyless, []);
  });

  it("counts the rows of another program's table without a key", async () => {
    for (const database of [town().database, other]) {
      await database.raw('CREATE TABLE "no ""key""" (a)');
      await database.raw('INSERT INTO "no ""key""" VALUES (1), (1)');
    }
    assert.deepEqual(await found(), []);
    await change('INSERT INTO "no ""key""" VALUES (1)');
    assert.match((await found()).join(), /no "key" has 2 rows in one and 3/);
  });
});
