import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { revokeClient } from '../../../bridge/commands/revoke-client.js';
import { pairClient } from '../../../bridge/commands/pair-client.js';
import { chainUnbroken } from '../../../bridge/queries/proof/chain-check.js';
import type { Finding } from '../../../bridge/queries/proof/finding.js';
import { runSealChecks } from '../../../bridge/queries/proof/run-seal-check.js';
import { rowsAsSealed, sealChainUnbroken, tablesAsSealed } from '../../../bridge/queries/proof/seal-check.js';
import type { Database } from '../../../bridge/store/database.js';
import { SEALED_TABLES, WHOLE_TABLES } from '../../../bridge/store/sealed-tables.js';
import { TestTown } from '../../support/town/town.js';

interface Column {
  readonly name: string;
  readonly type: string;
  /** Its place in the key; 0 where it is not of the key. */
  readonly pk: number;
}

/** Tables that prove themselves, by chains. */
const CHAINS = ['journal_entry', 'posting', 'seal', 'table_seal', 'command_seal'];
const PROVEN = [...CHAINS, ...SEALED_TABLES.map(({ table }) => table), ...Object.keys(WHOLE_TABLES)];
const UNDO = new Error('undone');

async function proof(database: Database): Promise<Finding[]> {
  const checks = [chainUnbroken, sealChainUnbroken, rowsAsSealed, tablesAsSealed, ...runSealChecks];
  const found: Finding[] = [];
  for (const check of checks) found.push(...(await check(database)));
  return found;
}

function columnsOf(database: Database, table: string): Promise<Column[]> {
  return database.raw<Column[]>('SELECT name, type, pk FROM pragma_table_info(?)', [table]);
}

/** The books of a town in which every table has rows, open to anybody with a database tool. */
async function openBooks(): Promise<TestTown> {
  const town = await TestTown.open();
  const { database } = town;
  await database.raw('PRAGMA foreign_keys = OFF');
  await database.raw('PRAGMA ignore_check_constraints = ON');
  // What fills a table here is of no run and of no emergency that there is.
  const ofOthers = [
    'bill_run_reversal_is_whole',
    'bill_disposition_is_of_a_run',
    'emergency_is_acknowledged',
    'rebill_of_standing_bill',
    'rebill_goes_on',
  ];
  for (const trigger of ofOthers) await database.raw(`DROP TRIGGER ${trigger}`);
  for (const table of PROVEN) await fill(database, table);
  const clientId = randomUUID();
  const client = { clientId, personId: 'coordinator', label: 'Excel', tokenHash: 'a'.repeat(64) };
  await town.run(pairClient, client, { role: 'bridge' });
  await town.run(revokeClient, { clientId });
  for (const { name } of await database.raw<{ name: string }[]>(
    `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
  )) {
    await database.raw(`DROP TRIGGER ${name}`);
  }
  return town;
}

async function fill(database: Database, table: string): Promise<void> {
  const [row] = await database.raw<{ n: number }[]>(`SELECT count(*) AS n FROM ${table}`);
  if (row?.n !== 0) return;
  const columns = await columnsOf(database, table);
  const values = columns.map(({ type }) => (type === 'INTEGER' ? '1' : `'x'`)).join(', ');
  await database.raw(`INSERT INTO ${table} VALUES (${values})`);
}

/** Another value than the column has. */
function changed({ name, type }: Column): string {
  return type === 'INTEGER' ? `coalesce(${name}, 0) + 100000` : `coalesce(${name}, '') || 'x'`;
}

/** Changes one cell of a row, looks, and puts it back. */
async function findingsOf(database: Database, statement: string): Promise<Finding[]> {
  let found: Finding[] = [];
  await database
    .transaction(async (trx) => {
      await trx.raw(statement);
      found = await proof(trx);
      throw UNDO;
    })
    .catch((error: unknown) => {
      if (error !== UNDO) throw error;
    });
  return found;
}

describe('a changed byte', () => {
  let town: TestTown;
  before(async function () {
    town = await openBooks();
  });
  after(() => town.close());

  it('is what the proof finds: before it there is nothing to find', async () => {
    assert.deepEqual(await proof(town.database), []);
  });

  for (const table of PROVEN) {
    it(`is found in every column of ${table}, and the table or the receipt is named`, async () => {
      const columns = await columnsOf(town.database, table);
      assert.ok(columns.length > 0);
      const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
      for (const column of columns) {
        const found = await findingsOf(
          town.database,
          `UPDATE ${table} SET ${column.name} = ${changed(column)} WHERE (${key.join(', ')}) =
             (SELECT ${key.join(', ')} FROM ${table} ORDER BY ${column.name} IS NULL, ${key.join(', ')} DESC LIMIT 1)`,
        );
        const named = found.filter(
          ({ message }) => message.includes(table) || /Entry \d+|[Rr]eceipt \d+/.test(message),
        );
        assert.ok(named.length > 0, `${table}.${column.name} was changed and nothing found: ${JSON.stringify(found)}`);
      }
    });

    it(`is found in ${table} when a row is removed, the last one too`, async () => {
      for (const place of ['ASC', 'DESC']) {
        const [first] = await columnsOf(town.database, table);
        const found = await findingsOf(
          town.database,
          `DELETE FROM ${table} WHERE ${first?.name} = (SELECT ${first?.name} FROM ${table} ORDER BY ${first?.name} ${place} LIMIT 1)`,
        );
        assert.ok(found.length > 0, `${table} ${place}`);
      }
    });
  }

  const RUN = '2-2026-10';
  for (const table of ['bill_run', 'period_read']) {
    it(`is found in every column of a posted run's ${table}, and when the row is removed, and the run is named`, async () => {
      const columns = await columnsOf(town.database, table);
      const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
      const row = `WHERE (${key.join(', ')}) =
        (SELECT ${key.join(', ')} FROM ${table} WHERE bill_run_id = '${RUN}' ORDER BY ${key.join(', ')} LIMIT 1)`;
      const changes = columns.map((column) => `UPDATE ${table} SET ${column.name} = ${changed(column)} ${row}`);
      for (const change of [...changes, `DELETE FROM ${table} ${row}`]) {
        const found = await findingsOf(town.database, change);
        assert.ok(
          found.some(({ message }) => message.includes(RUN) && message.includes(table)),
          `${change}: ${JSON.stringify(found)}`,
        );
      }
    });
  }

  it('is found when a run is made a posted one, or a read is added to one', async () => {
    const posted = await findingsOf(
      town.database,
      `UPDATE bill_run SET status = 'posted' WHERE bill_run_id = '2-2026-11'`,
    );
    assert.match(posted.map(({ message }) => message).join(), /2-2026-11 is posted, and was not sealed/);
    const moved = await findingsOf(
      town.database,
      `UPDATE period_read SET bill_run_id = '${RUN}', row_key = row_key || 'x'
       WHERE row_key = (SELECT min(row_key) FROM period_read WHERE bill_run_id = '2-2026-11') AND bill_run_id = '2-2026-11'`,
    );
    assert.match(moved.map(({ message }) => message).join(), /The run 2-2026-10/);
  });

  it('is found when rows are added that no command sealed', async () => {
    for (const { table, key } of SEALED_TABLES) {
      const columns = await columnsOf(town.database, table);
      const values = columns.map((column) =>
        column.name === key ? `(SELECT max(${key}) + 1 FROM ${table})` : changed(column),
      );
      const found = await findingsOf(
        town.database,
        `INSERT INTO ${table} SELECT ${values.join(', ')} FROM ${table} LIMIT 1`,
      );
      assert.ok(
        found.some(({ message }) => message.includes(table) || message.includes('receipts or entries after it')),
        table,
      );
    }
  });
});
