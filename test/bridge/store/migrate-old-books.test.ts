import assert from 'node:assert/strict';
import path from 'node:path';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { accountBalance } from '../../../bridge/queries/balances.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { entryHash } from '../../../bridge/store/journal.js';
import { migrate } from '../../../bridge/store/migrate.js';
import { freshSchema, schemaOf } from '../../../bridge/store/schema.js';
import { allPulledRows, pulledPage, pushedRows } from '../../../bridge/store/sheet-pulls.js';
import { migrations } from '../../../migrations/index.js';
import type { Migration } from '../../../migrations/migration.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

type Line = readonly [ledgerAccount: string, accountId: string | null, amountCents: number];

/** Up to the step before there were open items. */
const OLD_STEPS = migrations.filter(({ name }) => name < '0010');

/** The chart as it was written with the utility. */
const OLD_CHART = `INSERT INTO ledger_account (ledger_account, name, kind, is_control, service) VALUES
  ('1010', 'Cash', 'asset', 0, NULL), ('1110', 'Receivable, water', 'asset', 1, 'water'),
  ('1120', 'Receivable, sewer', 'asset', 1, 'sewer'), ('1130', 'Receivable, garbage', 'asset', 1, 'garbage'),
  ('2110', 'Due to City, sewer', 'liability', 0, 'sewer'), ('2120', 'Due to City, garbage', 'liability', 0, 'garbage'),
  ('2400', 'Unapplied credit', 'liability', 1, NULL), ('4010', 'Water revenue', 'revenue', 0, 'water')`;

const UTILITY = [
  `INSERT INTO person VALUES ('bridge', 'Curbstop', 'bridge')`,
  `INSERT INTO command VALUES (1, 'one', 'load', 'bridge', NULL, '', '2026-01-01T00:00:00.000Z', 'h', '{}', '{}')`,
  `INSERT INTO cycle VALUES ('1', 'Cycle 1', 5, 'beacon-csv')`,
  `INSERT INTO route VALUES ('R01', '1', 'Route 1')`,
  `INSERT INTO customer VALUES (1, 'Ada', '', '')`,
  `INSERT INTO premises VALUES ('P1', '1 Main St', 'Alabaster', 'AL', '35007', 'R01', 1)`,
  ...['A', 'B'].map(
    (id) => `INSERT INTO account VALUES ('${id}', 1, 'P1', 'RESIDENTIAL', 'active', '2026-01-01', NULL)`,
  ),
  `INSERT INTO setting VALUES ('utility', '2000-01-01', '{"name":"Town","timeZone":"America/Chicago","isSampleTown":true}')`,
  `INSERT INTO bill_run VALUES ('1-2026-01', '1', '2026-01-01', '2026-02-01', '2026-02-03', '2026-02-23', 'open', NULL)`,
  OLD_CHART,
];

describe('books that were kept before there were open items', () => {
  let database: Database;
  let previous: { entryNumber: number; hash: string };
  beforeEach(async () => {
    database = await openDatabase(path.join(await emptyFolder(), 'curbstop.db'));
    await migrate(database, { steps: OLD_STEPS });
    for (const statement of UTILITY) await database.raw(statement);
    previous = { entryNumber: 0, hash: '' };
  });
  afterEach(() => database.destroy());

  /** Posts an adjustment as the program of that time did, with the row that it was posted for. */
  async function post(accountId: string, effectiveOn: string, amount: number, lines: readonly Line[]): Promise<void> {
    const entryNumber = previous.entryNumber + 1;
    const postings = lines.map(([ledgerAccount, owner, amountCents]) => ({
      ledgerAccount,
      accountId: owner,
      amountCents,
    }));
    const facts = { kind: 'adjustment', effectiveOn, accountId, memo: 'Old', reverses: null, commandNumber: 1 };
    const hash = entryHash(previous.hash, { ...facts, entryNumber, postings: postings as never });
    await database.transaction(async (trx) => {
      for (const [index, line] of lines.entries()) {
        await trx.raw('INSERT INTO posting VALUES (?, ?, ?, ?, ?)', [entryNumber, index + 1, ...line]);
      }
      await trx.raw(`INSERT INTO journal_entry VALUES (?, 'adjustment', ?, ?, 'Old', NULL, 1, ?, ?, ?)`, [
        ...[entryNumber, effectiveOn, accountId, lines.length, previous.hash, hash],
      ]);
      await trx.raw(
        `INSERT INTO adjustment (adjustment_number, pull_id, row_key, account_id, service, kind, amount_cents, reason, note, entry_number)
         VALUES (NULL, 'p', ?, ?, 'water', 'leak', ?, '', '', ?)`,
        [...[`k${entryNumber}`, accountId, amount, entryNumber]],
      );
    });
    previous = { entryNumber, hash };
  }

  const charge = (accountId: string, on: string, amount: number) =>
    post(accountId, on, amount, [
      ['1110', accountId, amount],
      ['4010', null, -amount],
    ]);
  const credit = (accountId: string, on: string, amount: number) =>
    post(accountId, on, -amount, [
      ['4010', null, amount],
      ['1110', accountId, -amount],
    ]);
  const allocations = () =>
    database.raw<Record<string, number>[]>(
      'SELECT entry_number, credit_entry, item_entry, amount_cents FROM allocation ORDER BY entry_number, line_number',
    );
  const owes = async (accountId: string) => (await accountBalance(database, accountId)).totalCents;

  it('keep every row and every hash, get the shape of new ones, and prove', async () => {
    await charge('A', '2026-02-01', 500);
    const before = await database.raw<object[]>('SELECT * FROM journal_entry');
    const runs = await database.raw<object[]>('SELECT * FROM bill_run');
    const taken = await migrate(database);
    assert.deepEqual(taken, migrations.map(({ name }) => name).slice(OLD_STEPS.length));
    assert.deepEqual(await database.raw('SELECT * FROM journal_entry'), before);
    assert.deepEqual(
      await database.raw('SELECT * FROM bill_run'),
      runs.map((run) => ({ ...run, attempt: 1, message: '' })),
    );
    assert.deepEqual(await schemaOf(database), await freshSchema());
    assert.deepEqual(await database.raw('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
    assert.deepEqual(await database.raw('PRAGMA legacy_alter_table'), [{ legacy_alter_table: 0 }]);
    assert.deepEqual((await verifyLedger(database)).findings, []);
  });

  it('have their credits applied to the oldest charges, account by account', async () => {
    await charge('A', '2026-02-01', 500);
    await charge('B', '2026-02-01', 900);
    await charge('A', '2026-03-01', 500);
    await credit('A', '2026-03-10', 700);
    await credit('B', '2026-03-10', 900);
    await migrate(database);
    assert.deepEqual(await allocations(), [
      { entry_number: 4, credit_entry: 4, item_entry: 1, amount_cents: 500 },
      { entry_number: 4, credit_entry: 4, item_entry: 3, amount_cents: 200 },
      { entry_number: 5, credit_entry: 5, item_entry: 2, amount_cents: 900 },
    ]);
    assert.deepEqual([await owes('A'), await owes('B')], [300, 0]);
    assert.equal(await owes('A'), 300);
    assert.deepEqual((await verifyLedger(database)).findings, []);
    assert.equal((await accountBalance(database, 'A', calendarDate('2026-03-05'))).totalCents, 1000);
  });

  it('have a credit that came first paid to the charge that came after it', async () => {
    await credit('A', '2026-02-01', 300);
    await charge('A', '2026-03-01', 500);
    await migrate(database);
    assert.deepEqual(await allocations(), [{ entry_number: 2, credit_entry: 1, item_entry: 2, amount_cents: 300 }]);
    assert.deepEqual((await verifyLedger(database)).findings, []);
  });

  it('have what no charge was open for made unapplied credit, by one command', async () => {
    await charge('A', '2026-02-01', 200);
    await credit('A', '2026-03-10', 700);
    await migrate(database);
    const [entry] = await database.raw<Record<string, unknown>[]>(
      `SELECT journal_entry.kind, account_id, command.kind AS command, person_id FROM journal_entry
       JOIN command USING (command_number) WHERE entry_number = 3`,
    );
    assert.deepEqual(entry, { kind: 'application', account_id: 'A', command: 'upgrade-ledger', person_id: 'bridge' });
    const balances = await database.raw<{ ledger_account: string; cents: number }[]>(
      'SELECT ledger_account, sum(amount_cents) AS cents FROM posting WHERE account_id IS NOT NULL GROUP BY ledger_account',
    );
    assert.deepEqual(balances, [
      { ledger_account: '1110', cents: 0 },
      { ledger_account: '2400', cents: -500 },
    ]);
    assert.equal(await owes('A'), -500);
    assert.deepEqual((await verifyLedger(database)).findings, []);
  });

  it('keep their cycles, which may then be read in any format or layout', async () => {
    await migrate(database);
    const formats = () => database.raw('SELECT cycle_id, name, read_day, reading_format FROM cycle');
    assert.deepEqual(await formats(), [{ cycle_id: '1', name: 'Cycle 1', read_day: 5, reading_format: 'beacon-csv' }]);
    for (const format of ['neptune', 'autoread', 'layout:Radix']) {
      await database('cycle').update({ reading_format: format });
    }
    for (const format of ['layout:', 'badger']) {
      await assert.rejects(database('cycle').update({ reading_format: format }), /CHECK constraint failed/);
    }
    await assert.rejects(database('cycle').delete(), /FOREIGN KEY constraint failed/);
  });

  it('stay as they were when a later step fails, and still keep their keys', async () => {
    await charge('A', '2026-02-01', 500);
    const shape = await schemaOf(database);
    const broken: Migration = { name: '9999-broken', statements: ['CREATE TABLE nonsense ('] };
    await assert.rejects(migrate(database, { steps: [...migrations, broken] }), /syntax error|incomplete/);
    assert.deepEqual(await schemaOf(database), shape);
    assert.deepEqual(await database.raw('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
    assert.deepEqual(await database.raw('SELECT count(*) AS n FROM migration'), [{ n: OLD_STEPS.length }]);
  });

  it('stay as they were when a table that was made anew leaves rows without what they point to', async () => {
    await charge('A', '2026-02-01', 500);
    const loses: Migration = {
      name: '9999-loses',
      rebuilds: true,
      statements: ['DROP TABLE route', 'CREATE TABLE route (route_id TEXT PRIMARY KEY)'],
    };
    await assert.rejects(migrate(database, { steps: [...migrations, loses] }), /without what they point to/);
    assert.deepEqual(await database.raw('SELECT count(*) AS n FROM route'), [{ n: 1 }]);
  });

  it('are told of before anything is done, so that they can be backed up; when that fails nothing is done', async () => {
    const shape = await schemaOf(database);
    const refuse = { beforeUpgrade: () => Promise.reject(new Error('no room')) };
    await assert.rejects(migrate(database, refuse), /no room/);
    assert.deepEqual(await schemaOf(database), shape);
    const told: (readonly string[])[] = [];
    const steps = await migrate(database, {
      beforeUpgrade: (names) => {
        told.push(names);
        return Promise.resolve();
      },
    });
    assert.deepEqual(told, [steps]);
    const empty = await openDatabase(path.join(await emptyFolder(), 'curbstop.db'));
    await migrate(empty, refuse).finally(() => empty.destroy());
  });

  it('keep what was pulled and pushed, whole and from any row on', async () => {
    const rows = [
      ['M1/1', 'hold', 12],
      ['M2/1', null, 7],
      ['M3/1', null, null],
    ];
    await database.raw(
      `INSERT INTO sheet_pull VALUES ('p', 'readings', '{}', '2026-02-01T00:00:00Z', 'bridge', 3, ?)`,
      [JSON.stringify(rows)],
    );
    await database.raw(`INSERT INTO sheet_pull_row VALUES ('p', 'M1/1', '{"action":"hold"}', 1)`);
    await migrate(database);
    assert.deepEqual(await allPulledRows(database, 'p'), rows);
    assert.deepEqual(JSON.parse(String(await pulledPage(database, 'p', 1, 5))), rows.slice(1));
    assert.deepEqual(await pushedRows(database, 'p'), [{ rowKey: 'M1/1', cells: { action: 'hold' }, receipt: 1 }]);
  });

  it('keep their meters: registers count as they did, without decimals or painted zeros, and nothing ended', async () => {
    for (const statement of [
      `INSERT INTO meter VALUES ('M1', '2"', 'Badger', '', 1)`,
      `INSERT INTO register VALUES ('M1', 1, 7, 10, 'GAL'), ('M1', 2, 6, 1000, 'CUBIC_FEET')`,
      `INSERT INTO meter_installation VALUES ('M1', 'P1', '2020-01-01', NULL)`,
      `INSERT INTO period_read VALUES ('1-2026-01', 'M1/1', 'A', 'M1', 1, 5, '2026-01-01', NULL, NULL, NULL, NULL, 'missing', '[]', '', '', 1)`,
    ]) {
      await database.raw(statement);
    }
    await migrate(database);
    assert.deepEqual(await database.raw('SELECT * FROM register ORDER BY register_number'), [
      { meter_id: 'M1', register_number: 1, dials: 7, multiplier: '10', unit: 'GAL', decimals: 0, fixed_zeros: 0 },
      ...[
        {
          meter_id: 'M1',
          register_number: 2,
          dials: 6,
          multiplier: '1000',
          unit: 'CUBIC_FEET',
          decimals: 0,
          fixed_zeros: 0,
        },
      ],
    ]);
    const [read] = await periodReads(database, '1-2026-01');
    assert.deepEqual([read?.register.multiplier, read?.removedOn, read?.previousValue], ['10', null, 5]);
    assert.deepEqual((await verifyLedger(database)).findings, []);
    for (const wrong of [`'0'`, `'-1'`, `'ten'`]) {
      const change = `UPDATE register SET multiplier = ${wrong}`;
      await assert.rejects(database.raw(change), /CHECK constraint failed/, wrong);
    }
  });
});
