import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

export interface LedgerAccountFacts {
  readonly ledgerAccount: string;
  readonly name: string;
  readonly kind: string;
  readonly service: string | null;
}

/** Adds accounts to the chart that no customer's account belongs to. */
export async function writeLedgerAccounts(trx: Database, accounts: readonly LedgerAccountFacts[]): Promise<void> {
  await bulkInsert(
    trx,
    'ledger_account',
    ['ledger_account', 'name', 'kind', 'is_control', 'service'],
    accounts.map(({ ledgerAccount, name, kind, service }) => [ledgerAccount, name, kind, false, service]),
  );
}
