import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keptBackups, readRecord, recordFile, sha256Of } from '../../../bridge/store/backup-files.js';
import { backup, type BackupRequest } from '../../../bridge/store/backup.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { emptyFolder, NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

const NAME = 'curbstop-2026-11-23-150000-asked';
const booksProve: BackupRequest['prove'] = async (copy) =>
  (await verifyLedger(copy)).findings.map(({ message }) => message);

describe('a backup', () => {
  const town = useTown();
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await emptyFolder(), 'backups');
  });

  const take = (other: Partial<BackupRequest> = {}) =>
    backup({
      database: town().file,
      folder,
      at: NOW,
      kind: 'asked',
      proof: 'row-by-row',
      prove: () => Promise.resolve([]),
      ...other,
    });

  it('is a whole, proven copy named by its instant and reason, which opens as the books did', async () => {
    const file = await take({ proof: 'books', prove: booksProve });
    assert.equal(file, path.join(folder, `${NAME}.db`));
    assert.deepEqual(readdirSync(folder).sort(), [`${NAME}.db`, `${NAME}.json`]);
    const copy = await openDatabase(file);
    try {
      assert.deepEqual(await verifyLedger(copy), await verifyLedger(town().database));
    } finally {
      await copy.destroy();
    }
  });

  it('has a record of what it holds and of its bytes beside it', async () => {
    const file = await take();
    const head = {
      lastCommand: 1,
      lastEntry: await town().value<number>('SELECT max(entry_number) FROM journal_entry'),
    };
    const record = await readRecord(file);
    assert.deepEqual(record, {
      ...{ kind: 'asked', at: NOW.toISOString(), proof: 'row-by-row', ...head },
      lastCommandId: await town().value('SELECT command_id FROM command'),
      lastEntryHash: await town().value('SELECT hash FROM journal_entry ORDER BY entry_number DESC LIMIT 1'),
      bytes: statSync(file).size,
      sha256: await sha256Of(file),
    });
  });

  if (process.platform !== 'win32') {
    it("is its owner's alone, with its folder and its record", async () => {
      const file = await take();
      const modes = [folder, file, recordFile(file)].map((one) => statSync(one).mode & 0o777);
      assert.deepEqual(modes, [0o700, 0o600, 0o600]);
    });

    it("is its owner's alone while it is written into a folder that others can read", async () => {
      mkdirSync(folder, { mode: 0o755 });
      const modes: number[] = [];
      await take({
        copyInto: async (database, file) => {
          await database.raw('VACUUM INTO ?', [file]);
          modes.push(statSync(file).mode & 0o777);
        },
      });
      assert.deepEqual(modes, [0o600]);
    });
  }

  it('holds what was committed, and leaves the books in use', async () => {
    await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
    const copy = await openDatabase(await take());
    const rows = await copy.raw<unknown[]>(`SELECT 1 FROM customer WHERE name = 'Ada'`);
    await copy.destroy();
    assert.equal(rows.length, 1);
    await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Bob', '', '')`);
  });

  it('leaves the database free for others to read and write while it is written and proven', async () => {
    const done: string[] = [];
    const prove = async () => {
      await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
      done.push(await town().value<string>(`SELECT name FROM customer ORDER BY customer_id DESC LIMIT 1`));
      return [];
    };
    await take({ prove });
    assert.deepEqual(done, ['Ada']);
  });

  it('is made again when somebody writes between the copy and the look at it', async () => {
    let copies = 0;
    const file = await take({
      copyInto: async (database, to) => {
        await database.raw('VACUUM INTO ?', [to]);
        copies += 1;
        if (copies === 1) {
          await town().database.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
        }
      },
    });
    const copy = await openDatabase(file);
    const rows = await copy.raw<unknown[]>(`SELECT 1 FROM customer WHERE name = 'Ada'`);
    await copy.destroy();
    assert.deepEqual([copies, rows.length], [2, 1]);
  });

  it('is not kept when a single byte of a text in it is another one', async () => {
    const flips: NonNullable<BackupRequest['copyInto']> = async (database, file) => {
      await database.raw('VACUUM INTO ?', [file]);
      const bytes = readFileSync(file);
      const name = await town().value<string>('SELECT name FROM customer LIMIT 1');
      const at = bytes.indexOf(name);
      assert.ok(at > 0);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    };
    await assert.rejects(take({ copyInto: flips }), {
      code: 'backup-failed',
      message: /Table customer .* are the same/,
    });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is not kept when the copy does not prove, nor when proving fails', async () => {
    const failed = { code: 'backup-failed', message: /Entry 7 is off/ };
    await assert.rejects(take({ prove: () => Promise.resolve(['Entry 7 is off.']) }), failed);
    await assert.rejects(take({ prove: () => Promise.reject(new Error('Entry 7 is off.')) }), failed);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('never replaces one of the same instant, also when the record of it is all that is left', async () => {
    const first = await take();
    const bytes = readFileSync(first);
    writeFileSync(path.join(folder, `${NAME}-2.json`), '{}');
    const names = [await take(), await take()].map((file) => path.basename(file));
    assert.deepEqual(names, [`${NAME}-3.db`, `${NAME}-4.db`]);
    assert.ok(readFileSync(first).equals(bytes));
    const kept = (await keptBackups(folder)).map(({ file }) => path.basename(file));
    assert.deepEqual(kept, [`${NAME}.db`, `${NAME}-4.db`, `${NAME}-3.db`]);
  });

  it('replaces the half copy that a killed backup left behind', async () => {
    const half = path.join(folder, `${NAME}.db.${process.pid}.unproven`);
    mkdirSync(folder);
    writeFileSync(half, 'half a copy');
    await take();
    assert.equal(existsSync(half), false);
  });

  it('is refused before a byte is written when the disk has no room for it', async () => {
    const { size } = statSync(town().file);
    const refused = {
      code: 'backup-failed',
      message: /the disk has 0\.\d MB free, and the copy needs \d/,
      fix: /room/,
    };
    await assert.rejects(take({ freeBytes: () => Promise.resolve(Math.min(size, 900_000)) }), refused);
    assert.deepEqual(readdirSync(folder), []);
    await take({ freeBytes: () => Promise.resolve(size * 2) });
  });

  it('says that the folder can not be written to', async () => {
    writeFileSync(folder, 'in the way');
    await assert.rejects(take(), { code: 'backup-failed', fix: /folder/ });
  });
});

describe('the backups of a folder', () => {
  it('are none where there is no folder, and no other files', async () => {
    const folder = await emptyFolder();
    assert.deepEqual(await keptBackups(path.join(folder, 'none')), []);
    for (const name of ['curbstop.db', 'curbstop-2026-11-23-150000.db', `${NAME}.db`, 'notes.txt']) {
      writeFileSync(path.join(folder, name), '');
    }
    assert.deepEqual(await keptBackups(folder), []);
  });
});
