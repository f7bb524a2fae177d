import { dateInTimeZone, type CalendarDate } from '../contract/calendar-date.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { utilitySettings } from './utility-settings.js';

/** The days on which commands were applied, by their receipts, as the utility's clocks had it. */
export async function pushDays(
  database: Database,
  receipts: readonly number[],
  now: Date,
): Promise<ReadonlyMap<number, CalendarDate>> {
  if (receipts.length === 0) return new Map();
  const { timeZone } = await utilitySettings(database, now);
  const rows = await bulkRead<[number, string]>(
    database,
    ['command_number', 'applied_at'],
    `SELECT command_number, applied_at FROM command WHERE command_number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(receipts)],
  );
  return new Map(rows.map(([receipt, appliedAt]) => [receipt, dateInTimeZone(new Date(appliedAt), timeZone)]));
}
