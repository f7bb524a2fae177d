import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { openConnection, type Database } from '../../bridge/store/driver.js';

const TOOL = 'sqlite3';

/** Tells whether SQLite's own command-line tool is there. */
export function hasSqliteTool(): boolean {
  return spawnSync(TOOL, ['--version']).status === 0;
}

/**
 * How many seconds SQLite's command-line tool takes to import the rows of these tables from CSV files into the same tables
 * with the same keys and indexes, in one durable transaction, without triggers and foreign keys.
 */
export async function secondsOfImport(ledgerFile: string, tables: readonly string[]): Promise<number> {
  const folder = path.dirname(ledgerFile);
  const target = path.join(folder, 'imported.db');
  const csv = (table: string) => path.join(folder, `${table}.csv`);
  try {
    await runTool(ledgerFile, [
      '.mode csv',
      ...tables.flatMap((table) => [`.output ${csv(table)}`, `SELECT * FROM ${table};`]),
    ]);
    await runTool(target, ['PRAGMA journal_mode = wal;', ...(await shapeOf(ledgerFile, tables))]);
    const imports = tables.map((table) => `.import --csv ${csv(table)} ${table}`);
    const began = performance.now();
    await runTool(target, [
      'PRAGMA synchronous = FULL;',
      'PRAGMA cache_size = -32768;',
      'BEGIN;',
      ...imports,
      'COMMIT;',
    ]);
    const took = (performance.now() - began) / 1000;
    await assertSameRows(ledgerFile, target, tables);
    return took;
  } finally {
    for (const table of tables) rmSync(csv(table), { force: true });
    for (const end of ['', '-wal', '-shm']) rmSync(`${target}${end}`, { force: true });
  }
}

/** A CSV file has no NULL: an empty text stands for it, which a strict table of numbers would refuse. */
async function shapeOf(ledgerFile: string, tables: readonly string[]): Promise<string[]> {
  return withDatabase(ledgerFile, async (ledger) => {
    const rows = await ledger.raw<{ sql: string }[]>(
      `SELECT sql FROM sqlite_master WHERE tbl_name IN (${tables.map(() => '?').join(', ')})
         AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type = 'index'`,
      [...tables],
    );
    return rows.map(({ sql }) => `${sql.replace(/ STRICT,? ?/, ' ').replace(/IS NOT NULL$/, "<> ''")};`);
  });
}

async function assertSameRows(ledgerFile: string, target: string, tables: readonly string[]): Promise<void> {
  const counts = (file: string) =>
    withDatabase(file, (database) =>
      Promise.all(tables.map((table) => database(table).count<{ rows: number }[]>({ rows: '*' }))),
    );
  const [inLedger, imported] = [await counts(ledgerFile), await counts(target)];
  if (JSON.stringify(inLedger) !== JSON.stringify(imported)) throw new Error('The tool did not import all rows.');
}

async function withDatabase<Result>(file: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openConnection(file);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

function runTool(file: string, lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const tool = spawn(TOOL, ['-bail', file], { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    tool.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    tool.once('error', reject);
    tool.once('close', (code) => {
      if (code === 0 && said === '') resolve();
      else reject(new Error(`${TOOL} failed: ${said}`));
    });
    tool.stdin.end(lines.join('\n'));
  });
}
