import { migrations } from '../../migrations/index.js';
import type { Migration } from '../../migrations/migration.js';
import { CurbstopError } from '../contract/problem.js';
import type { Database, Transaction } from './database.js';
import { explainStorage } from './storage-failure.js';
import { upgrades } from './upgrade/index.js';
import { refuseUnsealedTables, sealTablesAgain } from './upgrade/tables-sealed-again.js';
import { withTablesRebuilt } from './with-tables-rebuilt.js';
import { writeTransaction } from './write-transaction.js';

export interface MigrateOptions {
  /** The steps of this program's shape, unless told. */
  readonly steps?: readonly Migration[];
  /** Told the steps to come before any is taken, where the database holds work; when it fails, none is. */
  readonly beforeUpgrade?: (steps: readonly string[]) => Promise<void>;
}

/**
 * Brings the database to this program's shape, all steps in one transaction, so that a failing step leaves it as it was.
 * Two programs that start at once take turns. Gives the names of the steps taken. Throws `database-newer` when a newer
 * program has written it, or `database-busy`.
 */
export async function migrate(
  database: Database,
  { steps = migrations, beforeUpgrade }: MigrateOptions = {},
): Promise<string[]> {
  await makeMigrationTable(database);
  const expected = await pendingSteps(database, steps);
  if (expected.length === 0) return [];
  if (beforeUpgrade && (await holdsWork(database))) await beforeUpgrade(expected.map((step) => step.name));
  const work = (): Promise<string[]> =>
    writeTransaction(database, async (trx) => {
      const pending = await pendingSteps(trx, steps);
      if (pending.length > 0) await refuseUnsealedTables(trx);
      for (const step of pending) await apply(trx, step);
      for (const step of pending) await upgrades.get(step.name)?.(trx);
      if (pending.some((step) => step.rebuilds)) await refuseOrphans(trx);
      const taken = pending.map((step) => step.name);
      await sealTablesAgain(trx, taken);
      return taken;
    });
  return expected.some((step) => step.rebuilds) ? withTablesRebuilt(database, work) : work();
}

async function makeMigrationTable(database: Database): Promise<void> {
  await database
    .raw(`CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT`)
    .catch((error: unknown) => {
      throw explainStorage(error);
    });
}

async function pendingSteps(database: Database, steps: readonly Migration[]): Promise<Migration[]> {
  const applied = new Set((await database<{ name: string }>('migration').select('name')).map((row) => row.name));
  refuseNewer(applied, steps);
  return steps.filter((step) => !applied.has(step.name));
}

async function holdsWork(database: Database): Promise<boolean> {
  const [row] = await database.raw<{ found: number }[]>(
    `SELECT count(*) AS found FROM sqlite_master WHERE type = 'table' AND name = 'command'`,
  );
  return row?.found === 1 && (await database('command').first('command_number')) !== undefined;
}

async function apply(trx: Transaction, step: Migration): Promise<void> {
  for (const statement of step.statements) await trx.raw(statement);
  await trx('migration').insert({ name: step.name, applied_at: new Date().toISOString() });
}

/** While tables are made anew no key is enforced, so all of them are looked at before anything stays. */
async function refuseOrphans(trx: Transaction): Promise<void> {
  const orphans = await trx.raw<{ table: string; parent: string }[]>('PRAGMA foreign_key_check');
  const [first] = orphans;
  if (first) {
    throw new Error(
      `The new shape leaves ${orphans.length} rows without what they point to, such as one of ${first.table}.`,
    );
  }
}

function refuseNewer(applied: ReadonlySet<string>, steps: readonly Migration[]): void {
  const known = new Set([...migrations, ...steps].map((step) => step.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new CurbstopError({
    code: 'database-newer',
    message: `The database was written by a newer Curbstop (it has ${unknown.join(', ')}).`,
    fix: 'Start the newer Curbstop, or choose another data folder with --data FOLDER.',
  });
}
