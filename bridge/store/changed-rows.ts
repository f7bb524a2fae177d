import type { Database } from './database.js';

/** Throws where the statement before changed fewer rows than were wanted; `what` they are follows the number. */
export async function refuseMissing(trx: Database, wanted: number, what: string): Promise<void> {
  const [row] = await trx.raw<{ changed: number }[]>('SELECT changes() AS changed');
  const changed = row?.changed ?? 0;
  if (changed !== wanted) throw new RangeError(`${wanted} ${what} were to be written, and ${changed} are there.`);
}
