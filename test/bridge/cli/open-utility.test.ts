import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder, openUtility, type DataFolder } from '../../../bridge/cli/data-folder.js';
import { booksProve, fileProves } from '../../../bridge/cli/proofs.js';
import { keptBackups } from '../../../bridge/store/backup-files.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { migrate } from '../../../bridge/store/migrate.js';
import { restore } from '../../../bridge/store/restore.js';
import { schemaOf } from '../../../bridge/store/schema.js';
import { migrations } from '../../../migrations/index.js';
import type { Migration } from '../../../migrations/migration.js';
import { emptyFolder, townCopy } from '../../support/town/sample-town-file.js';

const NEXT: Migration = { name: '9998-next', statements: ['CREATE TABLE next (a TEXT PRIMARY KEY) STRICT'] };
const BROKEN: Migration = { name: '9999-broken', statements: ['DROP TABLE next', 'CREATE TABLE nonsense ('] };

describe("opening the utility's database", () => {
  let folder: DataFolder;
  beforeEach(async () => {
    folder = dataFolder(path.dirname(await townCopy()));
  });

  it('makes no backup when its shape is the one of this program', async () => {
    await (await openUtility(folder)).destroy();
    assert.equal(existsSync(folder.backups), false);
  });

  it('backs up one of an older shape before it is changed', async () => {
    await (await openUtility(folder, { steps: [...migrations, NEXT] })).destroy();
    const [backup, ...others] = await keptBackups(folder.backups);
    assert.ok(backup && others.length === 0);
    assert.deepEqual([backup.record.kind, backup.record.proof], ['migration', 'row-by-row']);
    const copy = await openDatabase(backup.file);
    const shape = await schemaOf(copy).finally(() => copy.destroy());
    assert.equal(shape.has('table next'), false);
  });

  it('leaves it byte for byte as it was when a step fails, and names the backup, which can be restored', async () => {
    const bytes = readFileSync(folder.database);
    let named = '';
    await assert.rejects(
      openUtility(folder, { steps: [...migrations, NEXT, BROKEN] }),
      ({ code, message, fix }: { code: string; message: string; fix: string }) => {
        named = /\S+-migration\.db$/.exec(fix)?.[0] ?? '';
        assert.match(message, /It is as it was/);
        return code === 'migration-failed';
      },
    );
    assert.ok(readFileSync(folder.database).equals(bytes));
    const database = path.join(await emptyFolder(), 'restored', 'curbstop.db');
    await restore({ backup: named, database, proveFile: fileProves, proveBooks: booksProve });
    assert.ok(existsSync(database));
  });

  it('changes nothing when the backup fails', async () => {
    writeFileSync(folder.backups, 'in the way');
    const bytes = readFileSync(folder.database);
    await assert.rejects(openUtility(folder, { steps: [...migrations, NEXT] }), { code: 'backup-failed' });
    assert.ok(readFileSync(folder.database).equals(bytes));
  });

  it('needs no backup where nothing has been done in it yet', async () => {
    const empty = dataFolder(await emptyFolder());
    const database = await openDatabase(empty.database);
    await migrate(database).finally(() => database.destroy());
    await (await openUtility(empty, { steps: [...migrations, NEXT] })).destroy();
    assert.equal(existsSync(empty.backups), false);
  });
});
