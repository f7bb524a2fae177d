import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A payment file that was posted. */
export interface KeptPaymentFile {
  readonly fileName: string;
  readonly receipt: number;
}

/** The file of this SHA-256, or null when it was not posted yet. */
export async function findPaymentImport(database: Database, fileHash: string): Promise<KeptPaymentFile | null> {
  const row = await database<{ file_hash: string; file_name: string; command_number: number }>('payment_import')
    .where('file_hash', fileHash)
    .first('file_name', 'command_number');
  return row ? { fileName: row.file_name, receipt: row.command_number } : null;
}

export interface NewPaymentImport {
  readonly fileName: string;
  readonly fileHash: string;
  readonly layout: string;
  readonly recordCount: number;
  readonly totalCents: number;
  readonly commandNumber: number;
}

/** Keeps a payment file's facts; gives its number. */
export async function keepPaymentImport(trx: Database, file: NewPaymentImport): Promise<number> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(import_number) AS last FROM payment_import');
  const importNumber = (last?.last ?? 0) + 1;
  const { fileName, fileHash, layout, recordCount, totalCents, commandNumber } = file;
  await bulkInsert(
    trx,
    'payment_import',
    ['import_number', 'file_name', 'file_hash', 'layout', 'record_count', 'total_cents', 'command_number'],
    [[importNumber, fileName, fileHash, layout, recordCount, totalCents, commandNumber]],
  );
  return importNumber;
}
