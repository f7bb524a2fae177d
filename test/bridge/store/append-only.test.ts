import assert from 'node:assert/strict';
import sqlite3 from 'sqlite3';
import { TestTown } from '../../support/town/town.js';

/** A connection that knows nothing of Curbstop, as a database tool opens one. */
class RawConnection {
  private constructor(private readonly connection: sqlite3.Database) {}

  static open(file: string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const connection = new sqlite3.Database(file, (error) =>
        error ? reject(error) : resolve(new RawConnection(connection)),
      );
    });
  }

  exec(statement: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.exec(statement, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.connection.close((error) => (error ? reject(error) : resolve())));
  }
}

const LEDGER_TABLES: Readonly<Record<string, string>> = {
  journal_entry: 'memo',
  posting: 'amount_cents',
  bill: 'total_cents',
  bill_charge: 'amount_cents',
  payment: 'amount_cents',
  command: 'reason',
  reading: 'raw',
  tariff_version: 'source',
};

describe('the books, from a connection that knows nothing of Curbstop', () => {
  let town: TestTown;
  let raw: RawConnection;

  before(async () => {
    town = await TestTown.open();
    raw = await RawConnection.open(town.file);
    await raw.exec(`BEGIN;
      INSERT INTO posting VALUES ((SELECT max(entry_number) + 1 FROM journal_entry), 1, '1110', 'A', 5);
      ROLLBACK;`);
    const account = await town.value<string>('SELECT min(account_id) FROM account');
    await raw.exec(`INSERT INTO adjustment
      SELECT 1, 'p', 'k', '${account}', 'water', 'leak', 5, 'r', '', entry_number FROM payment LIMIT 1`);
    await raw.exec(`INSERT INTO reading_import VALUES (1, 'f', 'h', 'beacon-csv', 1, 1)`);
  });
  after(async () => {
    await raw.close();
    await town.close();
  });

  const tables = { ...LEDGER_TABLES, adjustment: 'note', reading_import: 'file_name' };
  for (const [table, column] of Object.entries(tables)) {
    it(`hold a ${table} that is never updated`, async () => {
      assert.ok((await town.value<number>(`SELECT count(*) FROM ${table}`)) > 0, 'nothing to try it on');
      await assert.rejects(raw.exec(`UPDATE ${table} SET ${column} = ${column}`), /never changed/);
    });

    it(`hold a ${table} that is never deleted`, async () => {
      await assert.rejects(raw.exec(`DELETE FROM ${table}`), /never changed/);
    });

    it(`hold a ${table} that is never replaced by another with its key`, async () => {
      const before = JSON.stringify((await town.dump())[table]);
      await assert.rejects(
        raw.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`),
        /never changed|does not follow|sealed/,
      );
      assert.ok(JSON.stringify((await town.dump())[table]) === before, 'something was replaced');
    });
  }

  it('hold posted runs and billed reads that are never changed', async () => {
    const change = `UPDATE bill_run SET due_on = '2099-01-01' WHERE status = 'posted'`;
    await assert.rejects(raw.exec(change), /never changed/);
    const read = `period_read WHERE bill_run_id IN (SELECT bill_run_id FROM bill_run WHERE status = 'posted')`;
    await assert.rejects(raw.exec(`DELETE FROM ${read}`), /never changed/);
    await assert.rejects(raw.exec(`UPDATE period_read SET value = value + 1 ${read.slice(12)}`), /never changed/);
  });
});
