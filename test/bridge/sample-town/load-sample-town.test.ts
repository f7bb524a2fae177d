import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { loadSampleTown, type SampleTownRequest } from '../../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { migrate } from '../../../bridge/store/migrate.js';
import { inTemporaryFolder } from './temporary-folder.js';

const plan = {
  accounts: 60,
  seed: 1,
  asOf: calendarDate('2026-11-23'),
  now: new Date('2026-11-23T18:00:00Z'),
} satisfies Omit<SampleTownRequest, 'file'>;

async function inTown(work: (database: Database) => Promise<void>, accounts = plan.accounts): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'curbstop.sqlite');
    await loadSampleTown({ ...plan, accounts, file });
    const database = await openDatabase(file);
    try {
      await work(database);
    } finally {
      await database.destroy();
    }
  });
}

async function numberOf(database: Database, query: string): Promise<number> {
  const [row] = await database.raw<{ found: number }[]>(query);
  return row?.found ?? Number.NaN;
}

describe('loading a sample town', () => {
  it('writes bills, payments and reads whose ledger balances and whose parts add up', async () => {
    await inTown(async (database) => {
      const zero = async (query: string) => assert.equal(await numberOf(database, query), 0, query);
      await zero('SELECT sum(amount_cents) AS found FROM posting');
      await zero(`SELECT count(*) AS found FROM bill WHERE total_cents <>
                  (SELECT sum(amount_cents) FROM bill_charge WHERE bill_charge.bill_number = bill.bill_number)`);
      await zero(`SELECT count(*) AS found FROM bill_charge WHERE amount_cents <>
                  (SELECT sum(value ->> 'amountCents') FROM json_each(lines))`);
      await zero(`SELECT count(*) AS found FROM bill WHERE total_cents <> coalesce((SELECT sum(amount_cents) FROM posting
                  WHERE posting.entry_number = bill.entry_number AND account_id IS NOT NULL), 0)`);
      await zero(`SELECT count(*) AS found FROM payment WHERE amount_cents <> (SELECT -sum(amount_cents) FROM posting
                  WHERE posting.entry_number = payment.entry_number AND account_id IS NOT NULL)`);
      await zero(`SELECT count(*) AS found FROM bill WHERE usage_gallons <> coalesce((SELECT sum(usage_gallons)
                  FROM period_read WHERE period_read.bill_run_id = bill.bill_run_id
                  AND period_read.account_id = bill.account_id), 0)`);
      assert.deepEqual(await database.raw('PRAGMA foreign_key_check'), []);
      assert.deepEqual(await database.raw('PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
    });
  });

  it('enters what happened in the order in which it happened', async () => {
    await inTown(async (database) => {
      const late = await numberOf(
        database,
        `SELECT count(*) AS found FROM journal_entry AS later JOIN journal_entry AS earlier
         ON later.entry_number = earlier.entry_number + 1 AND later.effective_on < earlier.effective_on`,
      );
      assert.equal(late, 0);
      assert.equal(
        await numberOf(database, `SELECT count(*) AS found FROM payment WHERE received_at > '2026-11-24'`),
        0,
      );
    });
  });

  it('bills the gallons that the registers moved, rollovers and cubic feet included', async () => {
    await inTown(async (database) => {
      const rows = await database.raw<{ counts: number; dials: number; unit: number; usage: number }[]>(
        `SELECT value - previous_value AS counts, dials, usage_gallons AS usage,
                multiplier * CASE unit WHEN 'GAL' THEN 100 ELSE 748 END AS unit
         FROM period_read JOIN register USING (meter_id, register_number) WHERE usage_gallons IS NOT NULL`,
      );
      const moved = ({ counts, dials }: (typeof rows)[number]) => (counts < 0 ? counts + 10 ** dials : counts);
      const wrong = rows.filter((row) => Math.floor((moved(row) * row.unit + 50) / 100) !== row.usage);
      assert.deepEqual(wrong, []);
      assert.ok(rows.some(({ counts }) => counts < 0) && rows.some(({ unit }) => unit % 748 === 0));
    }, 120);
  });

  it('leaves somebody in arrears and somebody in credit', async () => {
    await inTown(async (database) => {
      const accounts = (having: string) =>
        numberOf(
          database,
          `SELECT count(*) AS found FROM (SELECT account_id FROM posting WHERE account_id IS NOT NULL
           GROUP BY account_id HAVING ${having})`,
        );
      assert.ok((await accounts('sum(amount_cents) > 15000')) >= 1);
      assert.ok((await accounts('sum(amount_cents) < 0')) >= 1);
    });
  });

  it('keeps every index, and nobody can change what was posted', async () => {
    await inTown(async (database) => {
      const indexes = await numberOf(
        database,
        `SELECT count(*) AS found FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`,
      );
      const declared = await inTemporaryFolder(async (folder) => {
        const empty = await openDatabase(path.join(folder, 'empty.sqlite'));
        await migrate(empty);
        const count = await numberOf(
          empty,
          `SELECT count(*) AS found FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`,
        );
        await empty.destroy();
        return count;
      });
      assert.equal(indexes, declared);
      await assert.rejects(database('posting').update({ amount_cents: 1 }), /never changed/);
    }, 12);
  });

  it('carries names with apostrophes and accents unharmed', async () => {
    await inTown(async (database) => {
      const names = (await database<{ name: string }>('customer').select('name')).map(({ name }) => name);
      assert.ok(names.some((name) => name.includes("'")));
      assert.ok(names.some((name) => /[À-ÿ]/.test(name)));
    }, 200);
  });

  it('bills old periods by the old rates and new ones by the ordinances of 2026', async () => {
    await inTown(async (database) => {
      const rows = await database.raw<{ tariff_version_id: string; first: string; last: string }[]>(
        `SELECT tariff_version_id, min(bill.period_to) AS first, max(bill.period_to) AS last
         FROM bill_charge JOIN bill USING (bill_number) WHERE service = 'sewer' GROUP BY 1 ORDER BY 1`,
      );
      assert.equal(rows.length, 2);
      assert.ok((rows[0]?.last ?? '') < '2026-02-15' && (rows[1]?.first ?? '') >= '2026-02-15');
    }, 24);
  });

  it('says how far it is after every run', async () => {
    await inTemporaryFolder(async (folder) => {
      const done: number[] = [];
      const onProgress = ({ runsDone }: { runsDone: number }) => done.push(runsDone);
      await loadSampleTown({ ...plan, accounts: 6, file: path.join(folder, 'town.sqlite'), onProgress });
      assert.deepEqual(
        done,
        Array.from({ length: 28 }, (_, index) => index + 1),
      );
    });
  });

  it('refuses to write over a database', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'curbstop.sqlite');
      await writeFile(file, 'the ledger of a real utility');
      await assert.rejects(
        loadSampleTown({ ...plan, accounts: 6, file }),
        (error) => error instanceof CurbstopError && error.code === 'database-exists' && error.message.includes(file),
      );
      assert.equal(existsSync(`${file}.building`), false);
    });
  });

  it('replaces what a killed run left behind, and leaves nothing beside the database itself', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'curbstop.sqlite');
      await writeFile(`${file}.building`, 'half a town');
      await writeFile(`${file}.building-wal`, 'half a log');
      const summary = await loadSampleTown({ ...plan, accounts: 12, file });
      assert.equal(summary.accounts, 12);
      for (const left of ['.building', '.building-wal', '.building-shm', '-wal'])
        assert.equal(existsSync(file + left), false);
    });
  });
});
