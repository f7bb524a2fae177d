import { calendarDate } from '../contract/calendar-date.js';
import type { ServiceName } from '../contract/services.js';
import type { SaidDatum } from '../domain/account-data/said-datum.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A datum that a receipt said of an account, and what would be said of its day without that receipt. */
export interface SaidByReceipt extends SaidDatum {
  /** Of the same day; undefined where nothing else was said of it. */
  readonly sameDay: string | null | undefined;
  /** What held the day before; null where nothing did. */
  readonly dayBefore: string | null;
  /** The first receipt that said something of the same day since; null for none. */
  readonly saidAgainBy: number | null;
}

type Row = [
  ...[accountId: string, service: ServiceName | null, name: string, value: string | null, effectiveFrom: string],
  ...[sameDay: string | null, isSaid: number, dayBefore: string | null, saidAgainBy: number | null],
];

/** What a receipt said of accounts; of each datum and day the last, as that is what counts. */
export async function saidByReceipt(database: Database, receiptNumber: number): Promise<SaidByReceipt[]> {
  const other = (columns: string, days: string, order: string) =>
    `(SELECT ${columns} FROM account_input AS other
      WHERE (other.account_id, other.name) = (said.account_id, said.name) AND other.service IS said.service
        AND other.effective_from ${days} said.effective_from AND other.command_number IS NOT said.command_number ${order})`;
  const newest = 'ORDER BY other.effective_from DESC, other.account_input_number DESC LIMIT 1';
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'service', 'name', 'value', 'effective_from'],
      ...['same_day', 'is_said', 'day_before', 'said_again_by'],
    ],
    `SELECT account_id, service, name, value, effective_from, max(account_input_number) AS number,
            ${other('other.value', '=', newest)} AS same_day,
            EXISTS ${other('1', '=', '')} AS is_said,
            ${other('other.value', '<', newest)} AS day_before,
            ${other('min(other.command_number)', '=', 'AND other.account_input_number > said.account_input_number')} AS said_again_by
     FROM account_input AS said WHERE command_number = ?
     GROUP BY account_id, service, name, effective_from ORDER BY number`,
    [receiptNumber],
  );
  return rows.map(([accountId, service, name, value, effectiveFrom, sameDay, isSaid, dayBefore, saidAgainBy]) => ({
    ...{ accountId, service, name, value, dayBefore, saidAgainBy },
    effectiveFrom: calendarDate(effectiveFrom),
    sameDay: isSaid === 1 ? sameDay : undefined,
  }));
}
