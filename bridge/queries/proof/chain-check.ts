import type { Posting } from '../../contract/journal-entry.js';
import { cents, centsToDollars } from '../../contract/money.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { entryHash } from '../../store/journal.js';
import { FINDINGS_PER_CHECK_MAX, type Check, type Finding } from './finding.js';

const ENTRIES_PER_READ = 20_000;

type EntryRow = [
  ...[entryNumber: number, kind: string, effectiveOn: string, accountId: string | null, memo: string],
  ...[reverses: number | null, commandNumber: number, postings: string, previousHash: string, hash: string],
  ...[postingCount: number],
];

/** Walks the chain: every entry balances, carries the hash of the one before, and hashes to its own. */
export const chainUnbroken: Check = async (database) => {
  const findings: Finding[] = [];
  let previous = { entryNumber: 0, hash: '' };
  for (;;) {
    const rows = await entriesAfter(database, previous.entryNumber);
    for (const row of rows) {
      findings.push(...entryFindings(row, previous));
      previous = { entryNumber: row[0], hash: row[9] };
    }
    if (rows.length < ENTRIES_PER_READ || findings.length >= FINDINGS_PER_CHECK_MAX) return findings;
  }
};

async function entriesAfter(database: Database, entryNumber: number): Promise<EntryRow[]> {
  return bulkRead<EntryRow>(
    database,
    [
      ...['entry_number', 'kind', 'effective_on', 'account_id', 'memo', 'reverses', 'command_number'],
      ...['postings', 'previous_hash', 'hash', 'posting_count'],
    ],
    `SELECT journal_entry.*,
            (SELECT json_group_array(json_array(ledger_account, account_id, amount_cents, line_number) ORDER BY line_number)
             FROM posting WHERE posting.entry_number = journal_entry.entry_number) AS postings
     FROM journal_entry WHERE entry_number > ? ORDER BY entry_number LIMIT ${ENTRIES_PER_READ}`,
    [entryNumber],
  );
}

function entryFindings(row: EntryRow, previous: { readonly entryNumber: number; readonly hash: string }): Finding[] {
  const [entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, postingsText, previousHash, hash] =
    row;
  const lines = JSON.parse(postingsText) as [string, string | null, number, number][];
  const postings = lines.map(([ledgerAccount, account, amount]): Posting => {
    return { ledgerAccount, accountId: account, amountCents: cents(amount) };
  });
  const findings: Finding[] = [];
  const sum = postings.reduce((total, posting) => total + posting.amountCents, 0);
  if (sum !== 0) {
    findings.push({ code: 'unbalanced', message: `Entry ${entryNumber} is off by ${centsToDollars(cents(sum))}.` });
  }
  if (entryNumber !== previous.entryNumber + 1 || previousHash !== previous.hash) {
    findings.push({
      code: 'chain-broken',
      message: `Entry ${entryNumber} does not follow entry ${previous.entryNumber}.`,
    });
  }
  const facts = { entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, postings };
  // The hash covers what the lines say in their order, and not their numbers and how many they should be.
  const isNumbered = row[10] === lines.length && lines.every(([, , , line], index) => line === index + 1);
  if (entryHash(previousHash, facts) !== hash || !isNumbered) {
    findings.push({ code: 'entry-changed', message: `Entry ${entryNumber} (${memo}) is not as it was posted.` });
  }
  return findings;
}
