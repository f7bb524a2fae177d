import { sha256Hex } from '../bytes/sha256.js';
import type { LoadRow } from '../contract/api.js';
import type { LoadedFile } from '../contract/commands/load-route-books.js';
import { CurbstopError } from '../contract/problem.js';
import type { RouteBookFile } from '../contract/route-book.js';
import { writeRouteBook } from '../files/route-book/write-route-book.js';
import type { ReadingLayout } from '../contract/settings/reading-layouts.js';
import type { Database } from '../store/database.js';
import { findLoad, type KeptLoad } from '../store/route-book-loads.js';
import { readingLayouts } from './reading-layouts.js';
import { utilityDate } from './utility-settings.js';

const NEWEST = 20;

/** A load with its files made again, the same to the byte. */
export interface LoadedFiles {
  readonly load: KeptLoad;
  readonly files: readonly RouteBookFile[];
}

/** Makes the files of a load again. Throws `unknown-load`, or `load-differs` when they would not be the same. */
export async function loadedFiles(database: Database, loadNumber: number): Promise<LoadedFiles> {
  const load = await findLoad(database, loadNumber);
  if (load === null) throw unknownLoad(loadNumber);
  const files = writeRouteBook(load.format, load.book, await layoutsOf(database, load));
  if (JSON.stringify(files.map(describeFile)) !== JSON.stringify(load.files)) throw loadDiffers(loadNumber);
  return { load, files };
}

/** The layouts that were in force when it was loaded. */
async function layoutsOf(database: Database, { loadedAt }: KeptLoad): Promise<readonly ReadingLayout[]> {
  return readingLayouts(database, await utilityDate(database, new Date(loadedAt)));
}

/** What is told of a file: its size and its SHA-256. */
export function describeFile({ fileName, bytes }: RouteBookFile): LoadedFile {
  return { fileName, bytes: bytes.length, sha256: sha256Hex(bytes) };
}

interface Row {
  readonly load_number: number;
  readonly bill_run_id: string;
  readonly cycle: string;
  readonly format: string;
  readonly stop_count: number;
  readonly command_number: number;
  readonly person: string;
  readonly applied_at: string;
}

/** The newest loads, the last one first. */
export async function loads(database: Database): Promise<LoadRow[]> {
  const rows = await database.raw<Row[]>(
    `SELECT load_number, bill_run_id, cycle.name AS cycle, format, stop_count, command_number, person.name AS person,
            applied_at
     FROM route_book_load JOIN bill_run USING (bill_run_id) JOIN cycle USING (cycle_id)
     JOIN command USING (command_number) JOIN person USING (person_id)
     ORDER BY load_number DESC LIMIT ?`,
    [NEWEST],
  );
  return rows.map((row) => ({
    loadNumber: row.load_number,
    billRunId: row.bill_run_id,
    cycleName: row.cycle,
    format: row.format,
    stops: row.stop_count,
    receiptNumber: row.command_number,
    personName: row.person,
    loadedAt: row.applied_at,
  }));
}

function unknownLoad(loadNumber: number): CurbstopError {
  return new CurbstopError({
    code: 'unknown-load',
    status: 404,
    message: `There is no load ${loadNumber}.`,
    fix: 'Choose one of the loads that are listed.',
  });
}

function loadDiffers(loadNumber: number): CurbstopError {
  return new CurbstopError({
    code: 'load-differs',
    status: 409,
    message: `The files of load ${loadNumber} can't be made again as they were: its format is written otherwise by now.`,
    fix: 'Load the stops anew.',
  });
}
