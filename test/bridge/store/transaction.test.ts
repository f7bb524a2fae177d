import assert from 'node:assert/strict';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { noteSeen } from '../../../bridge/store/clients.js';
import { transaction } from '../../../bridge/store/transaction.js';
import { writeTransaction } from '../../../bridge/store/write-transaction.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('a transaction', () => {
  const town = useTown();
  let other: Database;
  beforeEach(async () => {
    other = await openDatabase(town().file);
    await town().database.raw('PRAGMA busy_timeout = 20');
  });
  afterEach(() => other.destroy());

  const addCustomer = (trx: Database) => trx.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
  const adas = () => town().value<number>(`SELECT count(*) FROM customer WHERE name = 'Ada'`);

  for (const [what, begin] of Object.entries({ transaction, writeTransaction })) {
    it(`whose commit fails leaves nothing behind, and the next one works (${what})`, async () => {
      const unsealed = begin(town().database, async (trx) => {
        await addCustomer(trx);
        await trx.raw(`INSERT INTO posting VALUES (999999, 1, '4010', NULL, 1)`);
      });
      await assert.rejects(unsealed, /FOREIGN KEY/);
      assert.equal(await adas(), 0);
      assert.equal(await town().value('SELECT count(*) FROM posting WHERE entry_number = 999999'), 0);
      await begin(town().database, addCustomer);
      assert.equal(await adas(), 1);
      await addCustomer(other);
      assert.equal(await adas(), 2);
    });
  }

  it('that a failing disk has ended by itself says what failed, not that there is nothing to roll back', async () => {
    const failing = transaction(town().database, async (trx) => {
      await addCustomer(trx);
      await trx.raw('ROLLBACK');
      throw new Error('SQLITE_IOERR: disk I/O error');
    });
    await assert.rejects(failing, { code: 'disk-failing' });
    assert.equal(await adas(), 0);
    await transaction(town().database, addCustomer);
    assert.equal(await adas(), 1);
  });

  it('whose work fails leaves nothing behind, and throws what the work threw', async () => {
    const failing = transaction(town().database, async (trx) => {
      await addCustomer(trx);
      throw new TypeError('a defect');
    });
    await assert.rejects(failing, TypeError);
    assert.equal(await adas(), 0);
    await writeTransaction(town().database, addCustomer);
    assert.equal(await adas(), 1);
  });

  it('says that another program holds the database, and works once it has finished', async () => {
    await other.raw('BEGIN IMMEDIATE');
    const busy = { code: 'database-busy', status: 503 };
    await assert.rejects(writeTransaction(town().database, addCustomer), busy);
    await assert.rejects(transaction(town().database, addCustomer), busy);
    await other.raw('COMMIT');
    await writeTransaction(town().database, addCustomer);
    assert.equal(await adas(), 1);
  });

  it('is not needed to note that a client was seen: while another program writes nothing is noted', async () => {
    await town().database.raw(
      `INSERT INTO client VALUES ('c', 'coordinator', 'Excel', 'h', '2026-01-01', '2026-01-01', NULL)`,
    );
    const seen = () => town().value<string>('SELECT last_seen_at FROM client');
    await other.raw('BEGIN IMMEDIATE');
    await noteSeen(town().database, 'c', NOW, 1);
    assert.equal(await seen(), '2026-01-01');
    await other.raw('COMMIT');
    await noteSeen(town().database, 'c', NOW, 1);
    assert.equal(await seen(), NOW.toISOString());
  });
});
