import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A remittance to write down; its entry is in the journal. */
export interface NewRemittance {
  readonly service: string;
  readonly throughMonth: string;
  readonly basis: 'billed' | 'collected';
  readonly amountCents: number;
  readonly paidOn: string;
  readonly reference: string;
  readonly entryNumber: number;
}

/** Writes a remittance, numbered on from the last one; gives its number. */
export async function writeRemittance(trx: Database, remittance: NewRemittance): Promise<number> {
  const { service, throughMonth, basis, amountCents, paidOn, reference, entryNumber } = remittance;
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(remittance_number) AS last FROM remittance');
  const number = (last?.last ?? 0) + 1;
  const columns = ['service', 'through_month', 'basis', 'amount_cents', 'paid_on', 'reference', 'entry_number'];
  const row = [number, service, throughMonth, basis, amountCents, paidOn, reference, entryNumber];
  await bulkInsert(trx, 'remittance', ['remittance_number', ...columns], [row]);
  return number;
}
