import type { Transaction } from '../database.js';
import { openItemsOfOldBooks } from './open-items-of-old-books.js';

/** What a step does beyond SQL to a database that holds books already; it comes after the SQL of all steps. */
export const upgrades: ReadonlyMap<string, (trx: Transaction) => Promise<void>> = new Map([
  ['0012-allocations', openItemsOfOldBooks],
]);
