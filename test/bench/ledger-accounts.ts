import { randomUUID } from 'node:crypto';
import { writeUtility } from '../../bridge/sample-town/load/write-town.js';
import { bulkInsert, type StoredValue } from '../../bridge/store/bulk.js';
import type { Database } from '../../bridge/store/database.js';
import { migrate } from '../../bridge/store/migrate.js';
import { sealCommand } from '../../bridge/store/seals.js';

/** The receipt that the accounts came with. */
const COMMAND_NUMBER = 1;

type Row = (account: number) => readonly StoredValue[];
const ROWS: Readonly<Record<string, readonly [columns: readonly string[], row: Row]>> = {
  customer: [['customer_id', 'name', 'phone', 'email'], (account) => [account + 1, 'Customer', '', '']],
  premises: [
    ['premises_id', 'address', 'city', 'state', 'zip', 'route_id', 'sequence'],
    (account) => [accountIdOf(account), '1 Main St', 'Alabaster', 'AL', '35007', '1', account + 1],
  ],
  account: [
    ['account_id', 'customer_id', 'premises_id', 'rate_class', 'status', 'opened_on'],
    (account) => [accountIdOf(account), account + 1, accountIdOf(account), 'RESIDENTIAL', 'active', '2020-01-01'],
  ],
};

/** A utility with so many accounts on one route, and nothing in its books. */
export async function writeAccounts(ledger: Database, accounts: number): Promise<void> {
  await migrate(ledger);
  await ledger.transaction(async (trx) => {
    await writeUtility(trx);
    await writeAccountRows(trx, accounts);
    await writeCommand(trx, COMMAND_NUMBER);
    await sealCommand(trx, COMMAND_NUMBER);
  });
}

/** So many accounts on the one route of the one cycle. */
export async function writeAccountRows(trx: Database, accounts: number): Promise<void> {
  await trx('cycle').insert({ cycle_id: '1', name: 'Cycle 1', read_day: 5, reading_format: 'beacon-csv' });
  await trx('route').insert({ route_id: '1', cycle_id: '1', name: 'Route 1' });
  const numbers = Array.from({ length: accounts }, (_, account) => account);
  for (const [table, [columns, row]] of Object.entries(ROWS)) {
    await bulkInsert(trx, table, columns, numbers.map(row));
  }
}

/** The command that entries are made by. */
export async function writeCommand(trx: Database, commandNumber: number): Promise<void> {
  const told = { kind: 'bench', person_id: 'bridge', client_id: null, reason: '', payload: '{}', reply: '{}' };
  const sent = { command_id: randomUUID(), applied_at: '2026-11-02T15:00:00.000Z', payload_hash: '' };
  await trx('command').insert({ command_number: commandNumber, ...told, ...sent });
}

export function accountIdOf(account: number): string {
  return `10-${String(account).padStart(6, '0')}`;
}
