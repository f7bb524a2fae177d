import { migrations } from '../../migrations/index.js';
import type { Migration } from '../../migrations/migration.js';
import { CurbstopError } from '../contract/problem.js';
import { explainBusy } from './database-busy.js';
import type { Database } from './database.js';
import { writeTransaction } from './write-transaction.js';

/**
 * Brings the database to this program's shape, all steps in one transaction, so that a failing step leaves it as it was.
 * Two programs that start at once take turns. Gives the names of the steps taken. Throws `database-newer` when a newer
 * program has written it, or `database-busy`.
 */
export async function migrate(database: Database): Promise<string[]> {
  await makeMigrationTable(database);
  return writeTransaction(database, async (trx) => {
    const applied = new Set((await trx<{ name: string }>('migration').select('name')).map((row) => row.name));
    refuseNewer(applied);
    const pending = migrations.filter((step) => !applied.has(step.name));
    for (const step of pending) await apply(trx, step);
    return pending.map((step) => step.name);
  });
}

async function makeMigrationTable(database: Database): Promise<void> {
  await database
    .raw(`CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT`)
    .catch((error: unknown) => {
      throw explainBusy(error);
    });
}

async function apply(trx: Database, step: Migration): Promise<void> {
  for (const statement of step.statements) await trx.raw(statement);
  await trx('migration').insert({ name: step.name, applied_at: new Date().toISOString() });
}

function refuseNewer(applied: ReadonlySet<string>): void {
  const known = new Set(migrations.map((step) => step.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new CurbstopError({
    code: 'database-newer',
    message: `The database was written by a newer Curbstop (it has ${unknown.join(', ')}).`,
    fix: 'Start the newer Curbstop, or choose another data folder with --data FOLDER.',
  });
}
