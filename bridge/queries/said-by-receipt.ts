import { calendarDate } from '../contract/calendar-date.js';
import type { ServiceName } from '../contract/services.js';
import type { SaidDatum } from '../domain/account-data/said-datum.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A datum that a receipt said of an account. */
export interface SaidByReceipt extends SaidDatum {
  /** What else is said of its day and stands; null where nothing is. */
  readonly otherwise: string | null;
  /** The first receipt that said something of the same day since and stands; null for none. */
  readonly saidAgainBy: number | null;
}

type Row = [
  ...[accountId: string, service: ServiceName | null, name: string, value: string | null, effectiveFrom: string],
  ...[otherwise: string | null, saidAgainBy: number | null],
];

/** What a receipt said of accounts; of each datum and day the last, as that is what counts. */
export async function saidByReceipt(database: Database, receiptNumber: number): Promise<SaidByReceipt[]> {
  const other = (what: string, which: string) =>
    `(SELECT ${what} FROM standing_account_input AS other
      WHERE (other.account_id, other.name, other.effective_from) = (said.account_id, said.name, said.effective_from)
        AND other.service IS said.service AND other.command_number IS NOT said.command_number ${which})`;
  const rows = await bulkRead<Row>(
    database,
    ['account_id', 'service', 'name', 'value', 'effective_from', 'otherwise', 'said_again_by'],
    `SELECT account_id, service, name, value, effective_from, max(account_input_number) AS number,
            ${other('other.value', 'ORDER BY other.account_input_number DESC LIMIT 1')} AS otherwise,
            ${other('min(other.command_number)', 'AND other.account_input_number > said.account_input_number')} AS said_again_by
     FROM account_input AS said WHERE command_number = ?
     GROUP BY account_id, service, name, effective_from ORDER BY number`,
    [receiptNumber],
  );
  return rows.map(([accountId, service, name, value, effectiveFrom, otherwise, saidAgainBy]) => {
    return { accountId, service, name, value, effectiveFrom: calendarDate(effectiveFrom), otherwise, saidAgainBy };
  });
}
