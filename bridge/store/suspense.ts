import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';
import type { FileLine } from './payments.js';

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
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(suspense_number) AS last FROM suspense_item');
  const first = (last?.last ?? 0) + 1;
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

/** What became of a payment in suspense; its entry is in the journal. */
export interface NewSuspenseResolution {
  readonly suspenseNumber: number;
  readonly action: string;
  /** The payment that it became; null where it was returned. */
  readonly paymentNumber: number | null;
  readonly reason: string;
  readonly entryNumber: number;
}

/** Writes what became of payments in suspense; each is resolved once. */
export async function writeSuspenseResolutions(
  trx: Database,
  resolutions: readonly NewSuspenseResolution[],
): Promise<void> {
  await bulkInsert(
    trx,
    'suspense_resolution',
    ['suspense_number', 'action', 'payment_number', 'reason', 'entry_number'],
    resolutions.map(({ suspenseNumber, action, paymentNumber, reason, entryNumber }) => {
      return [suspenseNumber, action, paymentNumber, reason, entryNumber];
    }),
  );
}
