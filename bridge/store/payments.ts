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
}

/** Writes payments, numbered on from the last one; gives their numbers. */
export async function writePayments(trx: Database, payments: readonly NewPayment[]): Promise<number[]> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(payment_number) AS last FROM payment');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'payment',
    ['payment_number', 'account_id', 'received_at', 'source', 'reference', 'amount_cents', 'entry_number'],
    payments.map(({ accountId, receivedAt, source, reference, amountCents, entryNumber }, index) => {
      return [first + index, accountId, receivedAt, source, reference, amountCents, entryNumber];
    }),
  );
  return payments.map((_, index) => first + index);
}
