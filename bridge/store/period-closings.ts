import type { CalendarDate } from '../contract/calendar-date.js';
import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** Writes that the books are closed through a day, numbered on from the last closing. */
export async function writePeriodClosing(trx: Database, through: CalendarDate, commandNumber: number): Promise<void> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(closing_number) AS last FROM period_closing');
  const row = [(last?.last ?? 0) + 1, through, commandNumber];
  await bulkInsert(trx, 'period_closing', ['closing_number', 'closed_through', 'command_number'], [row]);
}
