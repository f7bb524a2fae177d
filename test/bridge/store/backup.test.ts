import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { backup } from '../../../bridge/store/backup.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { emptyFolder, NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

const NAME = 'curbstop-2026-11-23-150000.db';

describe('a backup', () => {
  const town = useTown();
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await emptyFolder(), 'backups');
  });

  const prove = async (copy: Parameters<typeof verifyLedger>[0]) =>
    (await verifyLedger(copy)).findings.map(({ message }) => message);

  it('is a whole, proven copy named by its instant, which opens as the books did', async () => {
    const file = await backup(town().database, folder, NOW, prove);
    assert.equal(file, path.join(folder, NAME));
    assert.deepEqual(readdirSync(folder), [NAME]);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    const copy = await openDatabase(file);
    try {
      assert.deepEqual(await verifyLedger(copy), await verifyLedger(town().database));
    } finally {
      await copy.destroy();
    }
  });

  it('holds what was committed, and leaves the books in use', async () => {
    await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
    const copy = await openDatabase(await backup(town().database, folder, NOW, prove));
    const rows = await copy.raw<unknown[]>(`SELECT 1 FROM customer WHERE name = 'Ada'`);
    await copy.destroy();
    assert.equal(rows.length, 1);
    await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Bob', '', '')`);
  });

  it('is not kept when the copy does not prove, nor when proving fails', async () => {
    const failed = { code: 'backup-failed', message: /Entry 7 is off/ };
    await assert.rejects(
      backup(town().database, folder, NOW, () => Promise.resolve(['Entry 7 is off.'])),
      failed,
    );
    await assert.rejects(
      backup(town().database, folder, NOW, () => Promise.reject(new Error('Entry 7 is off.'))),
      failed,
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it('never replaces a backup that is there', async () => {
    const file = await backup(town().database, folder, NOW, prove);
    const { mtimeMs, size } = statSync(file);
    await assert.rejects(backup(town().database, folder, NOW, prove), { code: 'backup-failed', message: /already/ });
    assert.deepEqual([statSync(file).mtimeMs, statSync(file).size], [mtimeMs, size]);
  });

  it('replaces the half copy that a killed backup left behind', async () => {
    const file = await backup(town().database, folder, new Date('2026-11-22T15:00:00Z'), prove);
    writeFileSync(path.join(folder, `${NAME}.unproven`), 'half a copy');
    await backup(town().database, folder, NOW, prove);
    assert.deepEqual(readdirSync(folder).sort(), [path.basename(file), NAME]);
  });

  it('says that the folder can not be written to', async () => {
    writeFileSync(folder, 'in the way');
    await assert.rejects(backup(town().database, folder, NOW, prove), { code: 'backup-failed', fix: /folder/ });
  });
});
