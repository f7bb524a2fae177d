import { calendarDate } from '../contract/calendar-date.js';
import type { PostedEntry } from '../domain/ledger/entries/reversed-entries.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { postedLines, toPostedLines } from './posted-lines.js';

type Row = [entryNumber: number, accountId: string | null, effectiveOn: string, postings: string, paid: string];

/** Entries as they were posted, by their numbers. */
export async function postedEntries(
  database: Database,
  entryNumbers: readonly number[],
): Promise<ReadonlyMap<number, PostedEntry>> {
  const rows = await bulkRead<Row>(
    database,
    ['entry_number', 'account_id', 'effective_on', 'postings', 'paid'],
    `SELECT entry_number, account_id, effective_on, ${postedLines('entry.entry_number')}
     FROM journal_entry AS entry WHERE entry_number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(entryNumbers)],
  );
  return new Map(
    rows.map(([entryNumber, accountId, effectiveOn, postings, paid]) => [
      entryNumber,
      { entryNumber, accountId, effectiveOn: calendarDate(effectiveOn), ...toPostedLines(postings, paid) },
    ]),
  );
}
