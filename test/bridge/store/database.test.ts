import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sqlite3 from 'sqlite3';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { bulkInsert, bulkRead, type StoredValue } from '../../../bridge/store/bulk.js';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { migrate } from '../../../bridge/store/migrate.js';
import { migrations } from '../../../migrations/index.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('opening the database', () => {
  let file: string;
  let database: Database | undefined;

  beforeEach(async () => {
    file = path.join(await emptyFolder(), 'data', 'curbstop.db');
  });
  afterEach(async () => {
    await database?.destroy();
    database = undefined;
  });

  async function refused(target: string): Promise<CurbstopError> {
    try {
      database = await openDatabase(target);
    } catch (error) {
      assert.ok(error instanceof CurbstopError, String(error));
      return error;
    }
    return assert.fail('It was opened.');
  }

  if (process.platform !== 'win32') {
    it('makes its folder and file for their owner alone', async () => {
      database = await openDatabase(file);
      assert.deepEqual([mode(path.dirname(file)), mode(file)], ['700', '600']);
    });

    it('takes a file that others could read away from them, and leaves a folder that was there to whom it serves', async () => {
      mkdirSync(path.dirname(file), { mode: 0o755 });
      writeFileSync(file, '', { mode: 0o644 });
      chmodSync(file, 0o644);
      database = await openDatabase(file);
      assert.deepEqual([mode(path.dirname(file)), mode(file)], ['755', '600']);
      await database.raw('CREATE TABLE kept (a)');
      assert.equal(mode(`${file}-wal`), '600');
    });
  }

  it('sets what the ledger relies on', async () => {
    database = await openDatabase(file);
    const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, busy_timeout: 5000 };
    for (const [name, value] of Object.entries(wanted)) {
      const rows: Record<string, unknown>[] = await database.raw(`PRAGMA ${name}`);
      assert.equal(Object.values(rows[0] ?? {})[0], value, name);
    }
  });

  it('says that the folder can not be written to when a file stands in its place', async () => {
    writeFileSync(path.dirname(file), 'in the way');
    assert.match((await refused(path.join(file, 'deeper', 'curbstop.db'))).message, /data folder/);
  });

  if (process.platform === 'linux') {
    it('says which folder can not be written to, and what to do', async () => {
      const { code, message, fix } = await refused('/proc/curbstop/curbstop.db');
      assert.equal(code, 'data-folder-not-writable');
      assert.match(message, /\/proc\/curbstop/);
      assert.match(fix, /--data FOLDER/);
    });
  }

  it('says that another program holds the database, not that it is damaged', async function () {
    const holder = await new Promise<sqlite3.Database>((resolve) => {
      mkdirSync(path.dirname(file));
      const opened = new sqlite3.Database(file, () => resolve(opened));
    });
    const run = (statement: string) =>
      new Promise<void>((resolve, reject) => holder.exec(statement, (error) => (error ? reject(error) : resolve())));
    await run('CREATE TABLE kept (a); BEGIN EXCLUSIVE');
    assert.equal((await refused(file)).code, 'database-busy');
    await run('COMMIT');
    await new Promise((resolve) => holder.close(resolve));
    database = await openDatabase(file);
  });

  it('says that a file which is no database can not be opened, and leaves it as it is', async () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
    const size = statSync(file).size;
    const { code, fix } = await refused(file);
    assert.equal(code, 'database-unreadable');
    assert.match(fix, /backup/);
    assert.equal(statSync(file).size, size);
  });

  describe('and writing to it', () => {
    beforeEach(async () => {
      database = await openDatabase(file);
      await database.raw('CREATE TABLE kept (a, b)');
    });
    const open = () => {
      assert.ok(database);
      return database;
    };
    const count = async () => (await open()<{ a: unknown }>('kept').select()).length;

    const unstorable: Readonly<Record<string, unknown>> = {
      'a BigInt': 5n,
      'not a number': NaN,
      infinity: Infinity,
      'a number beyond what is exact': 2 ** 53,
      'an object': { cents: 5 },
      'an array': [5],
      'a date object': new Date(0),
    };
    for (const [what, value] of Object.entries(unstorable)) {
      it(`refuses to bind ${what}, in a statement and in a transaction`, async () => {
        const statement = 'INSERT INTO kept VALUES (?, 1)';
        await assert.rejects(async () => open().raw(statement, [value] as never), TypeError);
        await assert.rejects(
          open().transaction((trx) => trx.raw(statement, [value] as never)),
          TypeError,
        );
        assert.equal(await count(), 0);
      });
    }

    it('refuses to bind undefined', async () => {
      await assert.rejects(
        async () => open().raw('INSERT INTO kept VALUES (?, 1)', [undefined] as never),
        /undefined/i,
      );
      assert.equal(await count(), 0);
    });

    it('still works after a refusal', async () => {
      await assert.rejects(async () => open().raw('INSERT INTO kept VALUES (?, 1)', [NaN]));
      await open().raw('INSERT INTO kept VALUES (?, ?)', [2 ** 51, -0.5]);
      assert.deepEqual(await open().raw('SELECT * FROM kept'), [{ a: 2 ** 51, b: -0.5 }]);
    });

    it('writes and reads many rows at once, exactly', async () => {
      const rows = Array.from({ length: 25_001 }, (_, index): StoredValue[] => [
        index % 3 === 0 ? null : index * 1_000_003,
        `=cmd|'${index}' "x" ünï`,
      ]);
      await bulkInsert(open(), 'kept', ['a', 'b'], rows);
      const read = await bulkRead(open(), ['a', 'b'], 'SELECT a, b FROM kept ORDER BY rowid');
      assert.ok(JSON.stringify(read) === JSON.stringify(rows));
    });

    it('writes no row of many when one holds what is not exact', async () => {
      for (const value of [0.5, NaN, 2 ** 53]) {
        await assert.rejects(
          bulkInsert(
            open(),
            'kept',
            ['a', 'b'],
            [
              [1, 1],
              [value, 1],
            ],
          ),
          TypeError,
        );
      }
      await assert.rejects(bulkInsert(open(), 'kept', ['a', 'b'], [[1, undefined as never]]), TypeError);
      assert.equal(await count(), 0);
    });

    it('keeps an object or an array as the very text that JSON makes of it', async () => {
      const values = [
        {},
        [],
        { a: 0.1, b: 1e21, c: -0, d: true, e: null, 'f "g"': ['\\ \n \u0001 \u2028 ünï 💧', ''] },
        [{ deep: [[1, [2, { x: '5/8"' }]]] }],
      ];
      await bulkInsert(
        open(),
        'kept',
        ['a', 'b'],
        values.map((value, index) => [index, value]),
      );
      const read = await open().raw<{ b: string }[]>('SELECT b FROM kept ORDER BY a');
      assert.deepEqual(
        read.map(({ b }) => b),
        values.map((value) => JSON.stringify(value)),
      );
    });

    it('takes rows that are made as they are taken, and tells of the first that the table refuses', async () => {
      function* rows(refused: number) {
        for (let index = 0; index < 9_000; index += 1) yield [index === refused ? 'no number' : index, 'made'];
      }
      const numbered = async () => (await open()('numbered').count<{ rows: number }[]>({ rows: '*' }))[0]?.rows;
      await open().raw('CREATE TABLE numbered (a INTEGER, b TEXT) STRICT');
      await bulkInsert(open(), 'numbered', ['a', 'b'], rows(-1));
      assert.equal(await numbered(), 9_000);
      for (const refused of [0, 2_500, 8_999]) {
        const all = open().transaction((trx) => bulkInsert(trx, 'numbered', ['a', 'b'], rows(refused)));
        await assert.rejects(all, /cannot store TEXT value in INTEGER column/);
        assert.equal(await numbered(), 9_000);
      }
    });
  });

  describe('and bringing it to its shape', () => {
    it('takes every step once', async () => {
      database = await openDatabase(file);
      const names = migrations.map((step) => step.name);
      assert.deepEqual(await migrate(database), names);
      assert.deepEqual(await migrate(database), []);
      assert.deepEqual([...names].sort(), names, 'steps are named in their order');
    });

    it('lets two programs that start at once take turns', async () => {
      const programs = [await openDatabase(file), await openDatabase(file), await openDatabase(file)];
      // The table of steps taken is there, so that none of them waits for another before it has looked into it.
      await programs[0]?.raw('CREATE TABLE migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT');
      const taken = await Promise.all(programs.map((program) => migrate(program))).finally(() =>
        Promise.all(programs.map((program) => program.destroy())),
      );
      assert.deepEqual(taken.map((names) => names.length).toSorted(), [0, 0, migrations.length]);
    });

    it('looks every child of a row that comes often up by an index', async () => {
      database = await openDatabase(file);
      await migrate(database);
      const children = await database.raw<{ child: string; column: string }[]>(
        `SELECT master.name AS child, key."from" AS column
         FROM sqlite_master AS master, pragma_foreign_key_list(master.name) AS key
         WHERE master.type = 'table' AND (key."table" IN ('journal_entry', 'reading', 'reading_import', 'payment_import')
           OR (key."table" = 'command' AND master.name IN ('journal_entry', 'reading')))`,
      );
      assert.equal(children.length, 27);
      for (const { child, column } of children) {
        const plan = await database.raw<{ detail: string }[]>(
          `EXPLAIN QUERY PLAN SELECT 1 FROM ${child} WHERE ${column} = ?`,
          [1],
        );
        assert.match(plan[0]?.detail ?? '', /^SEARCH/, `${child}.${column}`);
      }
    });

    it('refuses a database that a newer Curbstop has written', async () => {
      database = await openDatabase(file);
      await migrate(database);
      await database.raw(`INSERT INTO migration VALUES ('9999-of-the-future', '2030-01-01')`);
      await assert.rejects(migrate(database), { code: 'database-newer', message: /9999-of-the-future/ });
    });

    it('leaves the database as it was when a step fails', async () => {
      database = await openDatabase(file);
      await database.raw('CREATE TABLE posting (in_the_way TEXT)');
      await assert.rejects(migrate(database), /posting/);
      const tables = await database.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'table'`);
      assert.deepEqual(tables.map(({ name }) => name).sort(), ['migration', 'posting']);
      assert.deepEqual(await database.raw('SELECT * FROM migration'), []);
    });
  });

  it('finds every acknowledged commit after the process was killed', () => {
    const script = `
      const { openDatabase } = await import('./bridge/store/database.js');
      const database = await openDatabase(${JSON.stringify(file)});
      await database.raw('CREATE TABLE kept (a INTEGER)');
      for (let n = 1; ; n += 1) {
        await database.raw('INSERT INTO kept VALUES (?)', [n]);
        process.stdout.write(n + '\\n');
        if (n === 50) process.kill(process.pid, 'SIGKILL');
      }`;
    let acknowledged = '';
    try {
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8' });
    } catch (error) {
      acknowledged = (error as { stdout: string }).stdout;
    }
    assert.match(acknowledged, /50\n$/);
    return openDatabase(file).then(async (opened) => {
      database = opened;
      assert.deepEqual(await opened.raw('SELECT count(*) AS n FROM kept'), [{ n: 50 }]);
      assert.ok(existsSync(file));
    });
  });
});
