import { cents, type Cents } from '../contract/money.js';
import type { ServiceName } from '../contract/services.js';
import { ledgerAccounts } from '../domain/ledger/chart-of-accounts.js';
import type { Database } from '../store/database.js';

export interface AccountBalance {
  /** What the account owes; negative when it is in credit. */
  readonly totalCents: Cents;
  readonly services: readonly { readonly service: ServiceName; readonly balanceCents: Cents }[];
}

const CONTROLS = ledgerAccounts.filter((account) => account.isControl);

/** What an account owes, per service and in all, unapplied credit taken off. */
export async function accountBalance(database: Database, accountId: string): Promise<AccountBalance> {
  const rows = await database.raw<{ ledger_account: string; balance: number }[]>(
    `SELECT ledger_account, sum(amount_cents) AS balance FROM posting WHERE account_id = ? GROUP BY ledger_account`,
    [accountId],
  );
  const balances = new Map(rows.map((row) => [row.ledger_account, row.balance]));
  const services = CONTROLS.flatMap((control) =>
    control.service
      ? [{ service: control.service, balanceCents: cents(balances.get(control.ledgerAccount) ?? 0) }]
      : [],
  );
  return { totalCents: cents(rows.reduce((sum, row) => sum + row.balance, 0)), services };
}

/** What all customers owe together, unapplied credit taken off. */
export async function receivableTotal(database: Database): Promise<Cents> {
  const [row] = await database.raw<{ total: number | null }[]>(
    `SELECT sum(amount_cents) AS total FROM posting WHERE account_id IS NOT NULL`,
  );
  return cents(row?.total ?? 0);
}
