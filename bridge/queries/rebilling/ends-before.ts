import { addDays, calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import type { Database } from '../../store/database.js';

/** The day before which the last posted period of an account must end: that of the read of its open run, or tomorrow. */
export async function endsBefore(database: Database, accountId: string, today: CalendarDate): Promise<CalendarDate> {
  const [row] = await database.raw<{ next: string | null }[]>(
    `SELECT min(coalesce(read_on, period_to)) AS next FROM period_read JOIN bill_run USING (bill_run_id)
     WHERE account_id = ? AND bill_run.status = 'open'`,
    [accountId],
  );
  const tomorrow = addDays(today, 1);
  const next = row?.next ? calendarDate(row.next) : tomorrow;
  return next < tomorrow ? next : tomorrow;
}
