import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';
import type { FileLine } from './payments.js';

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
  const importNumber = (await lastNumber(trx, 'payment_import', 'import_number')) + 1;
  const { fileName, fileHash, layout, recordCount, totalCents, commandNumber } = file;
  await bulkInsert(
    trx,
    'payment_import',
    ['import_number', 'file_name', 'file_hash', 'layout', 'record_count', 'total_cents', 'command_number'],
    [[importNumber, fileName, fileHash, layout, recordCount, totalCents, commandNumber]],
  );
  return importNumber;
}

/** A payment that belongs to no account yet; its entry is in the journal. */
export interface NewSuspenseItem {
  readonly accountText: string;
  readonly payer: string;
  /** ISO text in UTC. */
  readonly receivedAt: string;
  readonly source: string;
  readonly reference: string;
  readonly cause: string;
  readonly amountCents: number;
  readonly entryNumber: number;
  readonly fromFile: FileLine;
}

/** Writes payments in suspense, numbered on from the last one. */
export async function writeSuspenseItems(trx: Database, items: readonly NewSuspenseItem[]): Promise<void> {
  const first = (await lastNumber(trx, 'suspense_item', 'suspense_number')) + 1;
  await bulkInsert(
    trx,
    'suspense_item',
    [
      ...['suspense_number', 'import_number', 'line_number', 'account_text', 'payer', 'received_at'],
      ...['source', 'reference', 'cause', 'amount_cents', 'entry_number'],
    ],
    items.map((item, index) => [
      ...[first + index, item.fromFile.importNumber, item.fromFile.lineNumber, item.accountText, item.payer],
      ...[item.receivedAt, item.source, item.reference, item.cause, item.amountCents, item.entryNumber],
    ]),
  );
}

async function lastNumber(trx: Database, table: string, column: string): Promise<number> {
  const [row] = await trx.raw<{ last: number | null }[]>(`SELECT max(${column}) AS last FROM ${table}`);
  return row?.last ?? 0;
}
