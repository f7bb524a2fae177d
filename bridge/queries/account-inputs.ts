import { isFee } from '../domain/billing/account-data.js';
import type { Database } from '../store/database.js';

/** What is asked of an account's data: a name, of one service or (null) of all, on a date. */
export interface InputAsked {
  readonly accountId: string;
  readonly service: string | null;
  readonly name: string;
  readonly effectiveFrom: string;
}

/**
 * What was last said of a name, for just that service, that holds on the date; null where nothing was. A fee holds on its
 * own date only.
 */
export async function inputSaid(database: Database, asked: InputAsked): Promise<string | null> {
  const { accountId, service, name, effectiveFrom } = asked;
  const [row] = await database.raw<{ value: string | null }[]>(
    `SELECT value FROM account_input
     WHERE account_id = ? AND service IS ? AND name = ? AND effective_from ${isFee(name) ? '=' : '<='} ?
     ORDER BY effective_from DESC, account_input_number DESC LIMIT 1`,
    [accountId, service, name, effectiveFrom],
  );
  return row?.value ?? null;
}

/** Tells whether the account has, or had, the service. */
export async function hasService(database: Database, accountId: string, service: string): Promise<boolean> {
  const rows = await database.raw<unknown[]>('SELECT 1 FROM service WHERE account_id = ? AND service = ? LIMIT 1', [
    accountId,
    service,
  ]);
  return rows.length > 0;
}

/** The last day that a posted bill of the account covers; null before the first bill. */
export async function lastBilledDay(database: Database, accountId: string): Promise<string | null> {
  const [row] = await database.raw<{ last: string | null }[]>(
    'SELECT max(period_to) AS last FROM bill WHERE account_id = ?',
    [accountId],
  );
  return row?.last ?? null;
}
