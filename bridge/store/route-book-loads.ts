import { gunzipSync, gzipSync } from 'node:zlib';
import type { LoadedFile } from '../contract/commands/load-route-books.js';
import type { ReadingFormat } from '../contract/reading-file.js';
import type { RouteBook } from '../contract/route-book.js';
import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** Route books that are loaded, before they have a number. */
export interface NewLoad {
  readonly billRunId: string;
  readonly format: ReadingFormat;
  readonly book: RouteBook;
  readonly files: readonly LoadedFile[];
  /** The row of the run that each stop stands for, in the order of the book. */
  readonly rowKeys: readonly string[];
  readonly commandNumber: number;
}

/** Keeps a load and gives its number. */
export async function keepLoad(trx: Database, load: NewLoad): Promise<number> {
  const { billRunId, format, book, files, rowKeys, commandNumber } = load;
  const [last] = await trx.raw<{ number: number }[]>(
    'SELECT coalesce(max(load_number), 0) AS number FROM route_book_load',
  );
  const loadNumber = (last?.number ?? 0) + 1;
  await trx('route_book_load').insert({
    load_number: loadNumber,
    bill_run_id: billRunId,
    format,
    stop_count: rowKeys.length,
    book: gzipSync(JSON.stringify(book)).toString('base64'),
    files: JSON.stringify(files),
    command_number: commandNumber,
  });
  await bulkInsert(
    trx,
    'loaded_stop',
    ['load_number', 'stop_number', 'row_key'],
    rowKeys.map((rowKey, index) => [loadNumber, index + 1, rowKey]),
  );
  return loadNumber;
}

/** A load as it was kept; its files can be made again. */
export interface KeptLoad {
  readonly loadNumber: number;
  readonly billRunId: string;
  readonly format: ReadingFormat;
  readonly book: RouteBook;
  readonly files: readonly LoadedFile[];
  /** The instant, in UTC. */
  readonly loadedAt: string;
}

interface LoadRow {
  readonly bill_run_id: string;
  readonly format: ReadingFormat;
  readonly book: string;
  readonly files: string;
  readonly applied_at: string;
}

/** Finds a load by its number; null when there is none. */
export async function findLoad(database: Database, loadNumber: number): Promise<KeptLoad | null> {
  const [row] = await database.raw<LoadRow[]>(
    `SELECT bill_run_id, format, book, files, applied_at
     FROM route_book_load JOIN command USING (command_number) WHERE load_number = ?`,
    [loadNumber],
  );
  if (!row) return null;
  return {
    loadNumber,
    billRunId: row.bill_run_id,
    format: row.format,
    book: JSON.parse(gunzipSync(Buffer.from(row.book, 'base64')).toString('utf8')) as RouteBook,
    files: JSON.parse(row.files) as LoadedFile[],
    loadedAt: row.applied_at,
  };
}
