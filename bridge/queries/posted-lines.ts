import { calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import { ruledOn } from '../store/entry-rules.js';
import type { PostedEntry } from '../domain/ledger/entries/reversed-entries.js';

/** The columns `postings` and `paid` of an entry, given its number: its lines, and what they paid when it was posted. */
export function postedLines(entryNumber: string): string {
  return `(SELECT json_group_array(json_array(ledger_account, posting.account_id, amount_cents) ORDER BY line_number)
             FROM posting WHERE posting.entry_number = ${entryNumber}) AS postings,
            (SELECT json_group_array(
               json_array(credit_line, item_entry, item_line, ${ruledOn('charged')}, allocation.amount_cents)
               ORDER BY allocation.line_number)
             FROM allocation JOIN journal_entry AS charged ON charged.entry_number = item_entry
             WHERE allocation.entry_number = ${entryNumber} AND credit_entry = ${entryNumber}) AS paid`;
}

/** Reads the columns of {@link postedLines}. */
export function toPostedLines(postings: string, paid: string): Pick<PostedEntry, 'postings' | 'paid'> {
  return {
    postings: (JSON.parse(postings) as [string, string | null, number][]).map(([ledgerAccount, accountId, amount]) => {
      return { ledgerAccount, accountId, amountCents: cents(amount) };
    }),
    paid: (JSON.parse(paid) as [number, number, number, string, number][]).map(
      ([lineNumber, itemEntry, itemLine, on, amount]) => ({
        ...{ lineNumber, item: { entryNumber: itemEntry, lineNumber: itemLine } },
        ...{ ruledOn: calendarDate(on), amountCents: cents(amount) },
      }),
    ),
  };
}
