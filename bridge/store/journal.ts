import { createHash } from 'node:crypto';
import type { JournalEntry, Posting } from '../contract/journal-entry.js';
import { bulkInsert, type StoredValue } from './bulk.js';
import type { Database } from './database.js';

/** What the hash of an entry covers, in a fixed order. */
export interface SealedFacts {
  readonly entryNumber: number;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly accountId: string | null;
  readonly memo: string;
  readonly reverses: number | null;
  readonly commandNumber: number;
  readonly postings: readonly Posting[];
}

const ENTRY_COLUMNS = [
  'entry_number',
  'kind',
  'effective_on',
  'account_id',
  'memo',
  'reverses',
  'command_number',
  'posting_count',
  'previous_hash',
  'hash',
];
const POSTING_COLUMNS = ['entry_number', 'line_number', 'ledger_account', 'account_id', 'amount_cents'];

/** The SHA-256 that chains an entry to the one before it; a changed byte anywhere breaks the chain from there on. */
export function entryHash(previousHash: string, facts: SealedFacts): string {
  const { entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, postings } = facts;
  const lines = postings.map((posting) => [posting.ledgerAccount, posting.accountId, posting.amountCents]);
  const text = JSON.stringify([entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, lines]);
  return createHash('sha256').update(previousHash).update(text).digest('hex');
}

/**
 * Appends entries to the journal in the order given and gives their numbers. The caller's transaction decides whether
 * they stay. Throws a RangeError for an entry that does not balance; SQL refuses it a second time.
 */
export async function appendEntries(
  trx: Database,
  entries: readonly JournalEntry[],
  commandNumber: number,
): Promise<number[]> {
  if (entries.length === 0) return [];
  const last = await lastEntry(trx);
  let hash = last.hash;
  const postingRows: StoredValue[][] = [];
  const entryRows = entries.map((entry, index) => {
    assertBalanced(entry);
    const entryNumber = last.entryNumber + 1 + index;
    const previousHash = hash;
    hash = entryHash(previousHash, { ...entry, entryNumber, commandNumber });
    entry.postings.forEach((posting, line) =>
      postingRows.push([entryNumber, line + 1, posting.ledgerAccount, posting.accountId, posting.amountCents]),
    );
    const { kind, effectiveOn, accountId, memo, reverses, postings } = entry;
    return [
      entryNumber,
      kind,
      effectiveOn,
      accountId,
      memo,
      reverses,
      commandNumber,
      postings.length,
      previousHash,
      hash,
    ];
  });
  await bulkInsert(trx, 'posting', POSTING_COLUMNS, postingRows);
  await bulkInsert(trx, 'journal_entry', ENTRY_COLUMNS, entryRows);
  return entryRows.map((row) => row[0] as number);
}

async function lastEntry(trx: Database): Promise<{ entryNumber: number; hash: string }> {
  const row = await trx<{ entry_number: number; hash: string }>('journal_entry')
    .orderBy('entry_number', 'desc')
    .first('entry_number', 'hash');
  return { entryNumber: row?.entry_number ?? 0, hash: row?.hash ?? '' };
}

function assertBalanced(entry: JournalEntry): void {
  const sum = entry.postings.reduce((total, posting) => total + posting.amountCents, 0);
  if (sum !== 0) throw new RangeError(`The entry "${entry.memo}" does not balance: it is off by ${sum} cents.`);
}
