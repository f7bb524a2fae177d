import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A payment to write down; its entry is in the journal. */
export interface NewPayment {
  readonly accountId: string;
  /** ISO text in UTC. */
  readonly receivedAt: string;
  readonly source: string;
  readonly reference: string;
  readonly amountCents: number;
  readonly entryNumber: number;
  /** The file and the line that brought it, where a file did. */
  readonly fromFile?: FileLine | undefined;
}

/** A line of a payment file that was posted. */
export interface FileLine {
  readonly importNumber: number;
  readonly lineNumber: number;
}

/** Writes payments, numbered on from the last one; gives their numbers. */
export async function writePayments(trx: Database, payments: readonly NewPayment[]): Promise<number[]> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(payment_number) AS last FROM payment');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'payment',
    [
      ...['payment_number', 'account_id', 'received_at', 'source', 'reference', 'amount_cents', 'entry_number'],
      ...['import_number', 'line_number'],
    ],
    payments.map(({ accountId, receivedAt, source, reference, amountCents, entryNumber, fromFile }, index) => [
      ...[first + index, accountId, receivedAt, source, reference, amountCents, entryNumber],
      ...[fromFile?.importNumber ?? null, fromFile?.lineNumber ?? null],
    ]),
  );
  return payments.map((_, index) => first + index);
}
