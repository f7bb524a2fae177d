import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Backups } from '../../../bridge/cli/backups.js';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { keptBackups } from '../../../bridge/store/backup-files.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { actorOf, useTown } from '../../support/town/town.js';

const HOUR_MS = 3_600_000;
const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

describe("a utility's backups", () => {
  const town = useTown();
  let now: Date;
  let told: string[];
  beforeEach(() => {
    now = NOW;
    told = [];
  });

  const places = () => ({ database: town().file, backups: path.join(path.dirname(town().file), 'backups') });
  const backups = (freeBytes?: () => Promise<number>) =>
    new Backups(places(), {
      clock: () => now,
      tell: (sentence) => told.push(sentence),
      ...(freeBytes ? { freeBytes } : {}),
    });
  const kept = async () => (await keptBackups(places().backups)).map(({ record }) => [record.kind, record.proof]);
  const addCommand = () => town().writeSetting(`made-up-${String(now.getTime())}`, '2026-01-01', {});

  it('are made once a day with proven books, whatever else was made meanwhile', async () => {
    const daily = backups();
    assert.match((await daily.daily(town().database)) ?? '', /-daily\.db$/);
    now = hoursLater(23);
    assert.equal(await daily.daily(town().database), null);
    await addCommand();
    await daily.beforePosting(town().database);
    now = hoursLater(24);
    assert.match((await daily.daily(town().database)) ?? '', /-daily\.db$/);
    assert.deepEqual(await kept(), [
      ['daily', 'books'],
      ['posting', 'row-by-row'],
      ['daily', 'books'],
    ]);
  });

  it('need no daily one on a day on which one was asked for', async () => {
    await backups().asked(town().database);
    assert.equal(await backups().daily(town().database), null);
  });

  it('are made before a posting unless the newest holds everything and is still as it was proven', async () => {
    const before = () => backups().beforePosting(town().database);
    await before();
    await before();
    assert.equal((await kept()).length, 1);
    await addCommand();
    now = hoursLater(1);
    await before();
    assert.equal((await kept()).length, 2);
    const [newest] = await keptBackups(places().backups);
    assert.ok(newest);
    const bytes = readFileSync(newest.file);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    writeFileSync(newest.file, bytes);
    now = hoursLater(2);
    await before();
    assert.equal((await kept()).length, 3);
  });

  it('are made one after the other when several are wanted at once', async () => {
    const all = backups();
    await Promise.all([1, 2, 3].map(() => all.beforePosting(town().database)));
    assert.equal((await kept()).length, 1);
  });

  it('that fail refuse the posting, and nothing is posted; with room again it is', async () => {
    let free = 0;
    const all = backups(() => Promise.resolve(free));
    const processor = new CommandProcessor(town().database, () => NOW, {
      beforePosting: () => all.beforePosting(town().database),
    });
    const request = {
      commandId: '6f1c7f3e-8d3b-4b6e-9a53-0d6b0a3b8c11',
      dryRun: false,
      reason: '',
      payload: { billRunId: 'none', confirmedBills: 1, confirmedTotalCents: 1 },
    };
    const post = () => processor.run(postBillRun, request, actorOf('coordinator'));
    const before = JSON.stringify(await town().dump());
    await assert.rejects(post(), { code: 'backup-failed', message: /^Nothing was posted\. The backup .* free/ });
    assert.ok(JSON.stringify(await town().dump()) === before);
    assert.deepEqual(await kept(), []);
    free = Number.MAX_SAFE_INTEGER;
    await assert.rejects(post(), (error: { code: string }) => error.code !== 'backup-failed');
    assert.deepEqual(await kept(), [['posting', 'row-by-row']]);
  });

  it('are thinned out by the rule; what Curbstop did not write stays', async () => {
    const all = backups();
    for (const hours of [0, 1, 2]) {
      now = hoursLater(hours);
      await all.asked(town().database);
    }
    const own = ['curbstop-2020-01-01-000000.db', 'notes.txt'];
    for (const name of own) writeFileSync(path.join(places().backups, name), '');
    now = hoursLater(24 * 10);
    const file = await all.asked(town().database);
    assert.deepEqual(readdirSync(places().backups).sort(), [
      ...[own[0], 'curbstop-2026-11-23-170000-asked.db', 'curbstop-2026-11-23-170000-asked.json'],
      ...[path.basename(file), path.basename(file).replace('.db', '.json'), own[1]],
    ]);
    assert.deepEqual(told, []);
  });

  it('are thinned out by the setting that is in force', async () => {
    const none = { allForHours: 0, dailyForDays: 0, monthlyForMonths: 0 };
    await town().writeSetting('backup-retention', '2026-01-01', none);
    for (const hours of [0, 1]) {
      now = hoursLater(hours);
      await backups().asked(town().database);
    }
    assert.equal((await kept()).length, 1);
  });

  it('stay, and so does the new one, when old ones can not be removed; that is told', async () => {
    await town().writeSetting('backup-retention', '2026-01-01', {});
    await backups().asked(town().database);
    assert.equal((await kept()).length, 1);
    assert.match(told.join(' '), /^Old backups in .* could not be removed/);
  });

  it('in a folder of the person are left alone', async () => {
    const target = path.join(path.dirname(town().file), 'mine');
    for (const days of [0, 400]) {
      now = hoursLater(days * 24);
      await backups().asked(town().database, target);
    }
    assert.equal((await keptBackups(target)).length, 2);
    assert.deepEqual(await kept(), []);
  });
});
