import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { Database } from '../store/database.js';

export interface DatedValue {
  readonly effectiveFrom: CalendarDate;
  readonly value: unknown;
}

/** Every value of a setting, the oldest first. */
export async function settingValues(database: Database, name: string): Promise<DatedValue[]> {
  const rows = await database<{ name: string; effective_from: string; value: string }>('setting')
    .where('name', name)
    .orderBy('effective_from')
    .select('effective_from', 'value');
  return rows.map(({ effective_from: effectiveFrom, value }) => {
    return { effectiveFrom: calendarDate(effectiveFrom), value: JSON.parse(value) as unknown };
  });
}
