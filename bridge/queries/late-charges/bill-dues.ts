import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { utilitySettings } from '../utility-settings.js';
import { billCutOffs } from './cut-offs.js';

/** The due dates of an account's bills that stand, the oldest first, with whether payments are late by now. */
export type BillDues = ReadonlyMap<CalendarDate, boolean>;

/** The due dates of bills by account; one without bills is left out. */
export async function billDues(
  database: Database,
  accountIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, BillDues>> {
  if (accountIds.length === 0) return new Map();
  const rows = await bulkRead<[accountId: string, billedOn: string, dueOn: string]>(
    database,
    ['account_id', 'billed_on', 'due_on'],
    `SELECT account_id, billed_on, due_on FROM standing_bill
     WHERE account_id IN (SELECT value FROM json_each(?))
     ORDER BY account_id, due_on, billed_on`,
    [JSON.stringify(accountIds)],
  );
  const { timeZone } = await utilitySettings(database, now);
  const cutOffOf = await billCutOffs(database, timeZone);
  const isOver = (billedOn: string, dueOn: string) =>
    now >= cutOffOf({ billedOn: calendarDate(billedOn), dueOn: calendarDate(dueOn) }).lateFrom;
  return new Map(
    [...groupBy(rows, ([accountId]) => accountId)].map(([accountId, bills]) => [
      accountId,
      new Map(bills.map(([, billedOn, dueOn]) => [calendarDate(dueOn), isOver(billedOn, dueOn)])),
    ]),
  );
}
