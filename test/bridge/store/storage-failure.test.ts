import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../bridge/files/package-root.js';
import { openConnection, storageFault } from '../../../bridge/store/driver.js';
import { explainStorage } from '../../../bridge/store/storage-failure.js';
import { writeTransaction } from '../../../bridge/store/write-transaction.js';
import { useTown } from '../../support/town/town.js';

describe('a fault of the storage', () => {
  const town = useTown();
  const customers = () => town().value<number>('SELECT count(*) FROM customer');

  it('is told in words where the disk is full; nothing is changed, and it works again when there is room', async () => {
    const { database } = town();
    const before = await customers();
    const pages = await town().value<number>('PRAGMA page_count');
    await database.raw(`PRAGMA max_page_count = ${pages}`);
    const fill = () =>
      writeTransaction(database, (trx) =>
        trx.raw(
          `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
           INSERT INTO customer (name, phone, email) SELECT 'Ada', '', '' FROM n`,
        ),
      );
    await assert.rejects(fill(), { code: 'disk-full', status: 507, fix: /room/ });
    assert.equal(await customers(), before);
    await database.raw('PRAGMA max_page_count = 1073741823');
    await fill();
    assert.equal(await customers(), before + 20_000);
  });

  it('is told in words where the database can only be read', async () => {
    const { database } = town();
    await database.raw('PRAGMA query_only = 1');
    const write = writeTransaction(database, (trx) => trx.raw(`DELETE FROM sheet_pull`));
    await assert.rejects(write, { code: 'disk-read-only', status: 503 });
    await database.raw('PRAGMA query_only = 0');
  });

  it('is told apart from every other error, which stays as it is', () => {
    const failure = (text: string) => explainStorage(new Error(text)) as { code?: string };
    assert.equal(failure('SQLITE_IOERR: disk I/O error').code, 'disk-failing');
    assert.equal(failure('SQLITE_CORRUPT: database disk image is malformed').code, 'database-damaged');
    assert.equal(failure('SQLITE_BUSY: database is locked').code, 'database-busy');
    const other = new Error('SQLITE_CONSTRAINT: FOREIGN KEY constraint failed');
    assert.equal(explainStorage(other), other);
    assert.equal(storageFault('SQLITE_FULL'), null, 'what is no error is no fault');
  });
});

describe('the driver', () => {
  const root = packageRoot();

  it('is pinned to one release, for it is no longer kept up', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Readonly<Record<string, string>>;
    };
    assert.match(dependencies['sqlite3'] ?? '', /^\d+\.\d+\.\d+$/);
  });

  it('is named by one file of the bridge', () => {
    const files = readdirSync(path.join(root, 'bridge'), { recursive: true, encoding: 'utf8' });
    const naming = files.filter(
      (file) => file.endsWith('.ts') && /['"]sqlite3['"]/.test(readFileSync(path.join(root, 'bridge', file), 'utf8')),
    );
    assert.deepEqual(naming, [path.join('store', 'driver.ts')]);
  });

  it('refuses bindings that it would store as something else, also in memory', async () => {
    const database = openConnection(':memory:');
    await assert.rejects(async () => database.raw('SELECT ?', [Number.NaN]), TypeError);
    await database.destroy();
  });
});
