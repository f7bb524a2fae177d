import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { fieldState } from '../../bridge/domain/metering/decide-read.js';
import { parseReadingFile } from '../../bridge/files/reading-file/parse-reading-file.js';
import { periodReads } from '../../bridge/queries/period-reads.js';
import { readFacts, runFacts } from '../../bridge/queries/run-facts.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import { OPEN_RUN_ID } from './reading-town.js';

/**
 * Prints what it takes to unload a file of reads: parsed, matched, judged by 13 months of history and stored, beside parsing
 * the same file alone; and to judge reads alone.
 */

const READS = process.argv.length > 2 ? Number(process.argv[2]) : 100_000;
const NOW = new Date('2026-11-06T15:00:00Z');
const TODAY = calendarDate('2026-11-06');
const FILE_NAME = 'cycle-1-beacon.csv';

const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
const databaseFile = path.join(folder, 'curbstop.db');
// In a process of its own: what making the town takes is no memory of the unloading.
const writer = fileURLToPath(new URL('write-reading-town.ts', import.meta.url));
const readingFile = path.join(folder, FILE_NAME);
execFileSync(process.execPath, ['--import', 'tsx', writer, databaseFile, readingFile, String(READS)], {
  stdio: 'inherit',
});
const { unloading, most } = unload(databaseFile, readingFile);
const database = await openDatabase(databaseFile);
try {
  const bytes = readFileSync(readingFile);
  const parse = () => parseReadingFile(bytes, { fileName: FILE_NAME, badReadings: 'keep', today: TODAY });
  const parsing = await seconds(() => Promise.resolve(parse()));
  print(`${count(READS)} reads unloaded, judged and stored`, [
    rate(unloading),
    `memory at most ${most.toFixed(0)} MB`,
    `parsing the file alone ${rate(parsing)}`,
    `ratio ${(unloading / parsing).toFixed(1)}`,
  ]);
  print('judged alone', [rate(await judging(database))]);
} finally {
  await database.destroy();
  rmSync(folder, { recursive: true, force: true });
}

/** Unloads as the bridge does: what is built, in a process of its own. */
function unload(ledger: string, file: string): { readonly unloading: number; readonly most: number } {
  const program = fileURLToPath(new URL('unload-once.mjs', import.meta.url));
  const said = execFileSync(process.execPath, [program, ledger, file, NOW.toISOString()], { encoding: 'utf8' });
  const done = JSON.parse(said) as { outcome: string; matched: number; seconds: number; megabytes: number };
  if (done.outcome !== 'applied' || done.matched !== READS) throw new Error(`Not unloaded: ${said}`);
  return { unloading: done.seconds, most: done.megabytes };
}

/** The seconds that it takes to judge every read of the run again, once what they are judged by is at hand. */
async function judging(ledger: Database): Promise<number> {
  const facts = await runFacts(ledger, OPEN_RUN_ID, TODAY);
  const reads = await periodReads(ledger, OPEN_RUN_ID);
  return seconds(() => {
    let waiting = 0;
    for (const read of reads) waiting += fieldState(readFacts(facts, read)).status === 'exception' ? 1 : 0;
    if (waiting === 0) throw new Error('Nothing odd was found.');
    return Promise.resolve();
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function rate(took: number): string {
  return `${took.toFixed(2)} s, ${count(Math.round(READS / took))} reads/s`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function print(what: string, figures: readonly string[]): void {
  process.stdout.write(`${what}: ${figures.join('; ')}\n`);
}
