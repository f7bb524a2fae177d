import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { booksProve, fileProves } from '../../../bridge/cli/proofs.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { backup } from '../../../bridge/store/backup.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { restore, type RestoreRequest } from '../../../bridge/store/restore.js';
import { emptyFolder, NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('restoring a backup', () => {
  const town = useTown();
  let folder: string;
  let target: string;
  let file: string;
  beforeEach(async () => {
    folder = await emptyFolder();
    target = path.join(folder, 'restored');
    file = await backup({
      ...{ database: town().file, folder, at: NOW, kind: 'asked', proof: 'row-by-row' },
      prove: () => Promise.resolve([]),
    });
  });

  const restoreInto = (into: string, other: Partial<RestoreRequest> = {}) =>
    restore({
      backup: file,
      database: path.join(into, 'curbstop.db'),
      proveFile: fileProves,
      proveBooks: booksProve,
      ...other,
    });
  const restored = () => restoreInto(target);
  /** The messages of the findings that a backup was refused for. */
  const findings = async (work: Promise<void>) => {
    const messages: string[] = [];
    await assert.rejects(work, (error: { code: string; issues: readonly { message: string }[] }) => {
      messages.push(...error.issues.map(({ message }) => message));
      return error.code === 'backup-damaged';
    });
    assert.equal(existsSync(target), false);
    return messages.join(' ');
  };
  /** Changes a copy of the backup that has no record beside it, as a copy on another disk has none. */
  const changed = async (change: string): Promise<string> => {
    const other = path.join(folder, 'other.db');
    copyFileSync(file, other);
    const database = await openDatabase(other);
    await database.raw('DROP TRIGGER posting_refuses_update');
    await database.raw(change);
    await database.destroy();
    return other;
  };

  it('makes a new folder with books that prove and go on, and leaves the backup as it was', async () => {
    const bytes = readFileSync(file);
    await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Later', '', '')`);
    await restored();
    assert.deepEqual(readdirSync(target), ['curbstop.db']);
    if (process.platform !== 'win32') {
      const modes = [target, path.join(target, 'curbstop.db')].map((one) => statSync(one).mode & 0o777);
      assert.deepEqual(modes, [0o700, 0o600]);
    }
    const database = await openDatabase(path.join(target, 'curbstop.db'));
    try {
      assert.deepEqual(await verifyLedger(database), await verifyLedger(town().database));
      assert.deepEqual(await database.raw(`SELECT 1 FROM customer WHERE name = 'Later'`), []);
      await database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
    } finally {
      await database.destroy();
    }
    assert.ok(readFileSync(file).equals(bytes));
  });

  it('works into a folder that is there and empty', async () => {
    mkdirSync(target);
    await restored();
    assert.ok(existsSync(path.join(target, 'curbstop.db')));
  });

  it('refuses a folder with anything in it, and a file in its place, and leaves them alone', async () => {
    mkdirSync(target);
    writeFileSync(path.join(target, 'letter.txt'), 'Dear Sir');
    await assert.rejects(restored(), { code: 'folder-not-empty', message: /not empty/ });
    assert.deepEqual(readdirSync(target), ['letter.txt']);
    const inTheWay = path.join(target, 'letter.txt');
    await assert.rejects(restoreInto(inTheWay), { code: 'folder-not-empty', message: /a file, not a folder/ });
    assert.equal(readFileSync(inTheWay, 'utf8'), 'Dear Sir');
  });

  it('refuses a backup that is not there, and a database whose newest part lies beside it', async () => {
    await assert.rejects(restoreInto(target, { backup: path.join(folder, 'none.db') }), { code: 'no-such-backup' });
    await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
    await assert.rejects(restoreInto(target, { backup: town().file }), {
      code: 'backup-in-use',
      fix: /curbstop backup/,
    });
    assert.equal(existsSync(target), false);
  });

  it('refuses a backup of which a single byte is not what was recorded', async () => {
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    assert.match(await findings(restored()), /byte for byte/);
  });

  it('refuses one without a record whose books do not prove, or that is no database', async () => {
    const off = await changed('UPDATE posting SET amount_cents = amount_cents + 1 WHERE entry_number = 7');
    assert.match(await findings(restoreInto(target, { backup: off })), /Entry 7/);
    const letter = path.join(folder, 'letter.db');
    writeFileSync(letter, 'This is a letter, not a database. '.repeat(200));
    assert.match(await findings(restoreInto(target, { backup: letter })), /can't be opened/);
    const half = path.join(folder, 'half.db');
    writeFileSync(half, readFileSync(file).subarray(0, Math.floor(statSync(file).size / 2)));
    await findings(restoreInto(target, { backup: half }));
  });

  it('refuses what a newer Curbstop has written', async () => {
    const newer = await changed(`INSERT INTO migration VALUES ('9999-of-the-future', '2030-01-01T00:00:00.000Z')`);
    await assert.rejects(restoreInto(target, { backup: newer }), { code: 'database-newer' });
    assert.equal(existsSync(target), false);
  });

  it('refuses a disk without room before it writes anything', async () => {
    const full = restoreInto(target, { freeBytes: () => Promise.resolve(1000) });
    await assert.rejects(full, { code: 'restore-failed', message: /0 MB free/, fix: /room/ });
    assert.equal(existsSync(target), false);
  });
});
