import type { AccountReply } from '../contract/api.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import type { Database } from '../store/database.js';
import { accountBalance } from './balances.js';

interface AccountRow {
  readonly account_id: string;
  readonly name: string;
  readonly address: string;
  readonly rate_class: string;
  readonly status: string;
}

/** One account with what it owes now, or owed at the end of a day. Throws `unknown-account`. */
export async function account(
  database: Database,
  accountId: string,
  asOf: CalendarDate | null = null,
): Promise<AccountReply> {
  const [row] = await database.raw<AccountRow[]>(
    `SELECT account_id, customer.name, premises.address, rate_class, status
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id) WHERE account_id = ?`,
    [accountId],
  );
  if (!row) {
    throw new CurbstopError({
      code: 'unknown-account',
      status: 404,
      message: `There is no account "${accountId}".`,
      fix: 'Check the account number.',
    });
  }
  const balance = await accountBalance(database, accountId, asOf);
  return {
    accountId: row.account_id,
    customerName: row.name,
    address: row.address,
    rateClass: row.rate_class,
    status: row.status,
    balanceCents: balance.totalCents,
    services: [...balance.services],
  };
}
