import assert from 'node:assert/strict';
import path from 'node:path';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { migrate } from '../../../bridge/store/migrate.js';
import { schemaOf } from '../../../bridge/store/schema.js';
import { sealCommand } from '../../../bridge/store/seals.js';
import { migrations } from '../../../migrations/index.js';
import type { Migration } from '../../../migrations/migration.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

/** A step that adds to two tables that are sealed as a whole: a row of one, a column of the other. */
const STEP: Migration = {
  name: '9999-adds',
  statements: [
    `INSERT INTO setting (name, effective_from, value) VALUES ('colour', '2000-01-01', '"blue"')`,
    `ALTER TABLE person ADD COLUMN phone TEXT`,
  ],
};
const STEPS = [...migrations, STEP];

describe('an upgrade of books that are sealed', () => {
  const town = useTown();
  const codes = async () => (await verifyLedger(town().database)).findings.map(({ code }) => code);

  it('seals again what its steps changed of small tables, by a command of the bridge, and the books prove', async () => {
    const { database } = town();
    const before = await town().value<number>('SELECT max(command_number) FROM command');
    assert.deepEqual(await migrate(database, { steps: STEPS }), [STEP.name]);
    const [command] = await database.raw<Record<string, unknown>[]>(
      'SELECT kind, person_id, payload FROM command WHERE command_number > ?',
      [before],
    );
    const payload = JSON.stringify({ steps: [STEP.name], tables: ['person', 'setting'] });
    assert.deepEqual(command, { kind: 'upgrade-tables', person_id: 'bridge', payload });
    // The shape is another than this program's, which is the step's doing; every seal holds.
    assert.deepEqual(await codes(), ['shape-differs']);
    assert.deepEqual(await migrate(database, { steps: STEPS }), []);
    assert.equal(await town().value('SELECT max(command_number) FROM command'), before + 1);
  });

  it('finds a change that comes after it', async () => {
    const { database } = town();
    await migrate(database, { steps: STEPS });
    await database.raw(`UPDATE setting SET value = '"red"' WHERE name = 'colour'`);
    assert.deepEqual(await codes(), ['shape-differs', 'table-changed']);
  });

  it('makes no command where the steps leave those tables alone', async () => {
    const plain: Migration = { name: '9999-plain', statements: ['CREATE INDEX plain ON meter (size)'] };
    const before = await town().value('SELECT max(command_number) FROM command');
    await migrate(town().database, { steps: [...migrations, plain] });
    assert.equal(await town().value('SELECT max(command_number) FROM command'), before);
  });

  it('is refused where such a table was changed by another hand, and leaves everything as it was', async () => {
    const { database } = town();
    await database.raw(`UPDATE setting SET value = '{"cutOff":"23:59"}' WHERE name = 'late-rule'`);
    const shape = await schemaOf(database);
    await assert.rejects(migrate(database, { steps: STEPS }), { code: 'sealed-table-changed', message: /setting/ });
    assert.deepEqual(await schemaOf(database), shape);
    assert.deepEqual(await codes(), ['table-changed']);
  });

  it('leaves books that prove also where they were sealed before there were fees', async () => {
    const database = await openDatabase(path.join(await emptyFolder(), 'curbstop.db'));
    try {
      await migrate(database, { steps: migrations.filter(({ name }) => name !== '0016-fees') });
      await database.raw(`INSERT INTO person (person_id, name, role) VALUES ('bridge', 'Curbstop', 'bridge')`);
      await database.raw(
        `INSERT INTO command VALUES (1, 'one', 'load', 'bridge', NULL, '', '2026-01-01T00:00:00.000Z', 'h', '{}', '{}')`,
      );
      await database.transaction((trx) => sealCommand(trx, 1));
      await migrate(database);
      assert.deepEqual((await verifyLedger(database)).findings, []);
      assert.deepEqual(await database('table_seal').where('command_number', 2).select('table_name'), [
        { table_name: 'setting' },
      ]);
    } finally {
      await database.destroy();
    }
  });
});
