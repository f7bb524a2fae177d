import type { PushSheetReply } from '../contract/commands/push-sheet.js';
import type { JournalEntry } from '../contract/journal-entry.js';
import { chart } from '../queries/chart.js';
import type { Database } from '../store/database.js';

/** The first lines that entries make in the journal, with the names of their ledger accounts. */
export async function journalLines(
  trx: Database,
  entries: readonly { readonly entryNumber: number; readonly entry: JournalEntry }[],
  most: number,
): Promise<PushSheetReply['journal']> {
  if (entries.length === 0) return [];
  const accounts = await chart(trx);
  return entries
    .flatMap(({ entryNumber, entry }) =>
      entry.postings.map((posting) => ({
        entryNumber,
        ledgerAccount: posting.ledgerAccount,
        name: accounts.nameOf(posting.ledgerAccount),
        accountId: entry.accountId,
        amountCents: posting.amountCents,
      })),
    )
    .slice(0, most);
}
