import type { CalendarDate } from '../contract/calendar-date.js';
import type { Database } from './database.js';

/** Writes the value of a setting from a date on; one that was written for the same date gives way. */
export async function writeSetting(
  trx: Database,
  name: string,
  effectiveFrom: CalendarDate,
  value: unknown,
): Promise<void> {
  await trx('setting')
    .insert({ name, effective_from: effectiveFrom, value: JSON.stringify(value) })
    .onConflict(['name', 'effective_from'])
    .merge();
}
