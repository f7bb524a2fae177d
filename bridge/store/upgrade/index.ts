import type { Transaction } from '../database.js';
import { sealCommand } from '../seals.js';
import { openItemsOfOldBooks } from './open-items-of-old-books.js';

/** What a step does beyond SQL to a database that holds books already; it comes after the SQL of all steps. */
export const upgrades: ReadonlyMap<string, (trx: Transaction) => Promise<void>> = new Map([
  ['0012-allocations', openItemsOfOldBooks],
  ['0015-seals', sealOldBooks],
]);

/** What was there before there were seals is sealed as it is, under the last command. */
async function sealOldBooks(trx: Transaction): Promise<void> {
  const [row] = await trx.raw<{ last: number | null }[]>('SELECT max(command_number) AS last FROM command');
  if (row?.last) await sealCommand(trx, row.last);
}
