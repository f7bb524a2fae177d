import { freshSchema, schemaOf } from '../../store/schema.js';
import { FINDINGS_PER_CHECK_MAX, type Check } from './finding.js';

/** SQLite's own proof of the file. */
export const fileIntact: Check = async (database) => {
  const rows = await database.raw<{ integrity_check: string }[]>(`PRAGMA integrity_check(${FINDINGS_PER_CHECK_MAX})`);
  return rows
    .filter((row) => row.integrity_check !== 'ok')
    .map((row) => ({ code: 'file-damaged', message: `The database file is damaged: ${row.integrity_check}.` }));
};

/** Nothing points to what is not there. */
export const nothingOrphaned: Check = async (database) => {
  const orphans =
    await database.raw<{ table: string; rowid: number | null; parent: string }[]>('PRAGMA foreign_key_check');
  return orphans.slice(0, FINDINGS_PER_CHECK_MAX).map((row) => ({
    code: 'orphan',
    message: `A row of ${row.table} (row ${row.rowid ?? '?'}) points to a ${row.parent} that is not there.`,
  }));
};

/**
 * The rules that the database itself holds: every table, index and trigger is as the migrations make it, and no trigger
 * was added. An index or a table of another program does no harm.
 */
export const shapeUnchanged: Check = async (database) => {
  const wanted = await freshSchema();
  const found = await schemaOf(database);
  const differing = [...wanted].filter(([name, sql]) => found.get(name) !== sql);
  const added = [...found.keys()].filter((name) => name.startsWith('trigger ') && !wanted.has(name));
  return [
    ...differing.map(([name]) => `The ${name} of the database is ${found.has(name) ? 'changed' : 'missing'}.`),
    ...added.map((name) => `The ${name} of the database is not Curbstop's.`),
  ]
    .slice(0, FINDINGS_PER_CHECK_MAX)
    .map((message) => ({ code: 'shape-differs', message }));
};
