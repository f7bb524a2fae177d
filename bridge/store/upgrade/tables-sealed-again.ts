import type { Transaction } from '../database.js';
import { changedTables, refuseUnsealed, sealCommand } from '../seals.js';
import { WHOLE_TABLES, type WholeTable } from '../sealed-tables.js';
import { writeUpgradeCommand } from './upgrade-command.js';

/**
 * Steps may add to small tables that are sealed as a whole, such as a setting. Before them every such table must be as it
 * was sealed, so that no change of another's is sealed with theirs; throws `sealed-table-changed`.
 */
export async function refuseUnsealedTables(trx: Transaction): Promise<void> {
  if (await hasSeals(trx)) await refuseUnsealed(trx, Object.keys(WHOLE_TABLES) as WholeTable[]);
}

/** Seals again what the steps changed of the small tables, under a command of the bridge. */
export async function sealTablesAgain(trx: Transaction, steps: readonly string[]): Promise<void> {
  if (!(await hasSeals(trx))) return;
  const tables = await changedTables(trx);
  if (tables.length === 0) return;
  const facts = { steps, tables };
  const commandNumber = await writeUpgradeCommand(trx, 'upgrade-tables', `Curbstop got ${steps.join(', ')}`, facts);
  await sealCommand(trx, commandNumber, tables);
}

async function hasSeals(trx: Transaction): Promise<boolean> {
  const [table] = await trx.raw<{ found: number }[]>(
    `SELECT count(*) AS found FROM sqlite_master WHERE type = 'table' AND name = 'table_seal'`,
  );
  return table?.found === 1 && (await trx('table_seal').first('table_name')) !== undefined;
}
