import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** Writes that rows of a push are reversed, numbered on from the last reversal. What takes their place is written already. */
export async function writePushReversals(
  trx: Database,
  { pushedBy, rowKeys, commandNumber }: { pushedBy: number; rowKeys: readonly string[]; commandNumber: number },
): Promise<void> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(reversal_number) AS last FROM push_reversal');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'push_reversal',
    ['reversal_number', 'pushed_by', 'row_key', 'command_number'],
    rowKeys.map((rowKey, index) => [first + index, pushedBy, rowKey, commandNumber]),
  );
}
