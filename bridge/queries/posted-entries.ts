import { calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { PostedEntry } from '../domain/ledger/entries/reversed-entries.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type Row = [entryNumber: number, accountId: string | null, effectiveOn: string, postings: string];

/** Entries as they were posted, by their numbers. */
export async function postedEntries(
  database: Database,
  entryNumbers: readonly number[],
): Promise<ReadonlyMap<number, PostedEntry>> {
  const rows = await bulkRead<Row>(
    database,
    ['entry_number', 'account_id', 'effective_on', 'postings'],
    `SELECT entry_number, account_id, effective_on,
            (SELECT json_group_array(json_array(ledger_account, posting.account_id, amount_cents) ORDER BY line_number)
             FROM posting WHERE posting.entry_number = entry.entry_number) AS postings
     FROM journal_entry AS entry WHERE entry_number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(entryNumbers)],
  );
  return new Map(
    rows.map(([entryNumber, accountId, effectiveOn, postings]) => [
      entryNumber,
      {
        ...{ entryNumber, accountId, effectiveOn: calendarDate(effectiveOn) },
        postings: (JSON.parse(postings) as [string, string | null, number][]).map(([ledgerAccount, owner, amount]) => {
          return { ledgerAccount, accountId: owner, amountCents: cents(amount) };
        }),
      },
    ]),
  );
}
