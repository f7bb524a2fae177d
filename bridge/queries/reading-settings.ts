import type { CalendarDate } from '../contract/calendar-date.js';
import { readingCodesSchema, type ReadingCode } from '../contract/settings/reading-codes.js';
import { readingReviewSchema, type ReadingReview } from '../contract/settings/reading-review.js';
import { CodeTable } from '../domain/metering/code-table.js';
import type { Database } from '../store/database.js';
import { settingOn } from './utility-settings.js';

/** What reads are judged by on a day, and the limits that handhelds are loaded with. */
export async function readingReview(database: Database, on: CalendarDate): Promise<ReadingReview> {
  return readingReviewSchema.parse(await settingOn(database, 'reading-review', on));
}

/** The codes of readers and endpoints on a day, as the setting lists them. */
export async function readingCodeList(database: Database, on: CalendarDate): Promise<readonly ReadingCode[]> {
  return readingCodesSchema.parse(await settingOn(database, 'reading-codes', on));
}

/** What the codes of readers and endpoints mean on a day. */
export async function readingCodes(database: Database, on: CalendarDate): Promise<CodeTable> {
  return new CodeTable(await readingCodeList(database, on));
}
