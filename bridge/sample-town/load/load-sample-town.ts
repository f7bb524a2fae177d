import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { sha256Hex } from '../../bytes/sha256.js';
import { CurbstopError } from '../../contract/problem.js';
import { chart } from '../../queries/chart.js';
import { applicationRule } from '../../queries/ledger-settings.js';
import { openDatabase, type Database } from '../../store/database.js';
import { migrate } from '../../store/migrate.js';
import { sealCommand } from '../../store/seals.js';
import { withoutTriggers } from '../../store/without-triggers.js';
import { generateTown } from '../generate-town.js';
import { playReads } from '../play/play-reads.js';
import { TownBooks } from '../play/town-books.js';
import type { Town, TownPlan } from '../town.js';
import { BillDesk } from './bill-desk.js';
import { checkTown } from './check-town.js';
import { loadTariffs } from './load-tariffs.js';
import { postponeIndexes } from './postponed-indexes.js';
import { RunWriter, type StoryCounts } from './run-writer.js';
import { writeTown, writeUtility } from './write-town.js';

export interface SampleTownRequest extends TownPlan {
  /** The database file to be made; it must not exist. */
  readonly file: string;
  /** The instant of the command that owns everything in the town. */
  readonly now: Date;
  /** Told after every bill run, for a person who waits. */
  readonly onProgress?: (progress: SampleTownProgress) => void;
}

export interface SampleTownProgress {
  readonly billRunId: string;
  readonly runsDone: number;
  readonly runs: number;
}

export interface SampleTownSummary extends StoryCounts {
  readonly file: string;
  readonly accounts: number;
  readonly stops: number;
  readonly meters: number;
  readonly openRuns: readonly string[];
}

/** The one command that owns every entry and reading of the town. */
const COMMAND_NUMBER = 1;

/**
 * What these hold row by row is proven of the whole town at the end, in a tenth of the time; that no entry is reversed
 * twice, by its unique index, without which each new entry would be compared with all before it.
 */
const PROVEN_AS_A_WHOLE = ['allocation_fits', 'journal_entry_allocates', 'journal_entry_reversed_once_only'];

/** Without durability while building: a killed build is thrown away, never repaired. */
const BUILDING = ['PRAGMA journal_mode = OFF', 'PRAGMA synchronous = OFF', 'PRAGMA cache_size = -65536'];
const BUILT = ['PRAGMA journal_mode = WAL', 'PRAGMA optimize'];

/**
 * Makes a new database with a made-up town. It is built beside its place and renamed when it is whole and checked, so
 * that the file is either complete or not there; what a killed run left behind is replaced.
 * Throws `database-exists`, `town-size`, or what opening a database throws.
 */
export async function loadSampleTown(request: SampleTownRequest): Promise<SampleTownSummary> {
  const { file } = request;
  refuseExisting(file);
  const town = generateTown(request);
  const building = `${file}.building`;
  await removeDatabase(building);
  const counts = await build(building, town, request);
  await flush(building);
  refuseExisting(file);
  await rename(building, file);
  return {
    file,
    ...counts,
    accounts: request.accounts,
    stops: town.stops.length,
    meters: town.stops.reduce((sum, stop) => sum + stop.meters.length, 0),
    openRuns: town.runs.filter(({ status }) => status === 'open').map(({ billRunId }) => billRunId),
  };
}

async function build(building: string, town: Town, request: SampleTownRequest): Promise<StoryCounts> {
  const database = await openDatabase(building);
  try {
    await migrate(database);
    for (const pragma of BUILDING) await database.raw(pragma);
    const restoreIndexes = await postponeIndexes(database);
    const restoreTriggers = await withoutTriggers(database, PROVEN_AS_A_WHOLE);
    const desk = await database.transaction((trx) => writeBeginning(trx, town, request));
    const books = new TownBooks(await chart(database), await applicationRule(database, request.asOf));
    const writer = new RunWriter(town, desk, books, COMMAND_NUMBER);
    let runsDone = 0;
    for (const { run, stops } of playReads(town)) {
      await database.transaction((trx) => writer.writeRun(trx, run, stops));
      runsDone += 1;
      request.onProgress?.({ billRunId: run.billRunId, runsDone, runs: town.runs.length });
    }
    await database.transaction((trx) => writer.finish(trx));
    await restoreTriggers();
    await restoreIndexes();
    await database.transaction((trx) => sealCommand(trx, COMMAND_NUMBER));
    await checkTown(database, town, writer.counts);
    for (const pragma of BUILT) await database.raw(pragma);
    return writer.counts;
  } finally {
    await database.destroy();
  }
}

async function writeBeginning(trx: Database, town: Town, request: SampleTownRequest): Promise<BillDesk> {
  await writeUtility(trx);
  await writeCommand(trx, request);
  const tariffs = await loadTariffs(trx);
  await writeTown(trx, town, COMMAND_NUMBER);
  return new BillDesk(tariffs);
}

async function writeCommand(trx: Database, { accounts, seed, asOf, now }: SampleTownRequest): Promise<void> {
  const kind = 'load-sample-town';
  const payload = JSON.stringify({ accounts, seed, asOf });
  const hash = sha256Hex(`${kind}\n${payload}`);
  await trx('command').insert({
    command_number: COMMAND_NUMBER,
    command_id: uuidOf(hash),
    kind,
    person_id: 'bridge',
    client_id: null,
    reason: 'A made-up town for trying and testing',
    applied_at: now.toISOString(),
    payload_hash: hash,
    payload,
    reply: JSON.stringify({ accounts }),
  });
}

/** A UUID made of a hash (version 8), so that the same town carries the same command. */
function uuidOf(hash: string): string {
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-a$4-$5');
}

function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  throw new CurbstopError({
    code: 'database-exists',
    message: `There is a database at ${file} already; a sample town is never written over it.`,
    fix: 'Choose another data folder with --data FOLDER, or move that file away first.',
  });
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${file}${suffix}`, { force: true });
}

/** Brings the file to the disk before its name says that it is whole. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
