import { bulkInsert, type StoredValue } from './bulk.js';
import type { Database } from './database.js';

/** A reading as it came, before it has a number. */
export interface NewReading {
  readonly billRunId: string | null;
  readonly rowKey: string | null;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly raw: string | null;
  readonly value: number | null;
  readonly readOn: string | null;
  readonly readTime: string | null;
  readonly codes: Readonly<Record<string, unknown>>;
  readonly lineNumber: number;
}

export interface NewImport {
  readonly fileName: string;
  readonly fileHash: string;
  readonly format: string;
  readonly recordCount: number;
  readonly commandNumber: number;
}

interface ImportRow {
  readonly import_number: number;
  readonly file_name: string;
  readonly file_hash: string;
  readonly format: string;
  readonly record_count: number;
  readonly command_number: number;
}

/** An unloading as it was, with the runs that its readings went to. */
export type KeptImport = NewImport & { readonly billRunIds: readonly string[] };

/** Finds the last unloading of a file by its SHA-256. */
export async function findImport(database: Database, fileHash: string): Promise<KeptImport | null> {
  const row = await database<ImportRow>('reading_import')
    .where('file_hash', fileHash)
    .orderBy('import_number', 'desc')
    .first();
  if (!row) return null;
  const runs = await database.raw<{ bill_run_id: string }[]>(
    'SELECT DISTINCT bill_run_id FROM reading WHERE import_number = ? AND bill_run_id IS NOT NULL',
    [row.import_number],
  );
  const { file_name: fileName, format, record_count: recordCount, command_number: commandNumber } = row;
  const billRunIds = runs.map((run) => run.bill_run_id);
  return { fileName, fileHash, format, recordCount, commandNumber, billRunIds };
}

/** A stop of a run, by the key of its row. */
export interface StopOfRun {
  readonly billRunId: string;
  readonly rowKey: string;
}

/** A text that tells a stop from those of every run. */
export function stopKey({ billRunId, rowKey }: StopOfRun): string {
  return `${billRunId} ${rowKey}`;
}

/**
 * The stops of which readings of a file, named by its SHA-256, were kept whenever it was unloaded; also those of the runs
 * that bill a period again for which it was unloaded before it was reversed.
 */
export async function stopsOfFile(
  database: Database,
  fileHash: string,
): Promise<{ readonly has: (stop: StopOfRun) => boolean }> {
  const rows = await database.raw<{ bill_run_id: string; row_key: string }[]>(
    `SELECT DISTINCT attempt.bill_run_id, row_key FROM reading JOIN reading_import USING (import_number)
     JOIN bill_run AS meant ON meant.bill_run_id = reading.bill_run_id
     JOIN bill_run AS attempt ON attempt.cycle_id = meant.cycle_id AND attempt.period_to = meant.period_to
       AND attempt.attempt >= meant.attempt
     WHERE file_hash = ?`,
    [fileHash],
  );
  const kept = new Set(rows.map((row) => stopKey({ billRunId: row.bill_run_id, rowKey: row.row_key })));
  return { has: (stop) => kept.has(stopKey(stop)) };
}

/** Keeps a file that was unloaded; gives the number by which its readings name it. */
export async function keepImport(trx: Database, file: NewImport): Promise<number> {
  const [importNumber = 0] = await trx<ImportRow>('reading_import').insert({
    file_name: file.fileName,
    file_hash: file.fileHash,
    format: file.format,
    record_count: file.recordCount,
    command_number: file.commandNumber,
  });
  return importNumber;
}

/** Where readings came from. */
export interface ReadingSource {
  readonly importNumber: number;
  readonly commandNumber: number;
}

/** Keeps readings as they came; gives the number of the first, which the others follow. */
export async function keepReadings(
  trx: Database,
  source: ReadingSource,
  readings: Iterable<NewReading>,
): Promise<number> {
  const [last] = await trx.raw<{ reading_id: number | null }[]>('SELECT max(reading_id) AS reading_id FROM reading');
  const first = (last?.reading_id ?? 0) + 1;
  await bulkInsert(
    trx,
    'reading',
    [
      ...['reading_id', 'bill_run_id', 'row_key', 'meter_id', 'register_number', 'raw', 'value', 'read_on'],
      ...['read_time', 'codes', 'import_number', 'line_number', 'command_number'],
    ],
    readingRows(readings, first, source),
  );
  return first;
}

function* readingRows(
  readings: Iterable<NewReading>,
  first: number,
  { importNumber, commandNumber }: ReadingSource,
): Generator<StoredValue[]> {
  let readingId = first;
  for (const reading of readings) {
    const { billRunId, rowKey, meterId, registerNumber, raw, value, readOn, readTime, codes, lineNumber } = reading;
    const came = [raw, value, readOn, readTime, JSON.stringify(codes)];
    yield [readingId, billRunId, rowKey, meterId, registerNumber, ...came, importNumber, lineNumber, commandNumber];
    readingId += 1;
  }
}
