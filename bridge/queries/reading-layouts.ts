import type { LayoutRow } from '../contract/api.js';
import { dateInTimeZone, type CalendarDate } from '../contract/calendar-date.js';
import { readingLayoutsSchema, type ReadingLayout } from '../contract/settings/reading-layouts.js';
import type { Database } from '../store/database.js';
import { settingOn, utilitySettings } from './utility-settings.js';

/** The utility's own layouts of reading files. */
export async function readingLayouts(database: Database, on: CalendarDate): Promise<ReadingLayout[]> {
  return readingLayoutsSchema.parse(await settingOn(database, 'reading-layouts', on));
}

/** The layouts in force at an instant, as the pane offers them. */
export async function layoutsToChoose(database: Database, at: Date): Promise<LayoutRow[]> {
  const { timeZone } = await utilitySettings(database, at);
  const layouts = await readingLayouts(database, dateInTimeZone(at, timeZone));
  return layouts.map(({ name, loaded }) => ({ name, isLoaded: loaded !== undefined }));
}

/** The formats in which the readings of the open runs come back. */
export async function openFormats(database: Database): Promise<string[]> {
  const rows = await database.raw<{ reading_format: string }[]>(
    `SELECT DISTINCT reading_format FROM bill_run JOIN cycle USING (cycle_id) WHERE status = 'open' ORDER BY 1`,
  );
  return rows.map((row) => row.reading_format);
}
