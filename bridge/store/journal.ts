import { hash as hashOf } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { chunksOf } from '../contract/chunks-of.js';
import type { DraftEntry, JournalEntry, LineRef, Posting } from '../contract/journal-entry.js';
import type { StoredValue } from './bulk-value.js';
import type { Database } from './database.js';
import { writeThrough, type WritePipe } from './write-pipe.js';

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
  ...['entry_number', 'kind', 'effective_on', 'account_id', 'memo', 'reverses'],
  ...['command_number', 'posting_count', 'previous_hash', 'hash'],
];
const POSTING_COLUMNS = ['entry_number', 'line_number', 'ledger_account', 'account_id', 'amount_cents'];
const ALLOCATION_COLUMNS = [
  ...['entry_number', 'line_number', 'credit_entry', 'credit_line', 'item_entry', 'item_line', 'amount_cents'],
];
/** So many entries are made ready before this thread looks whether a statement has ended, and starts the next one. */
const ENTRIES_PER_TURN = 100;
/** So many are written at once: the statements are few, and SQLite seldom waits for this thread to start one. */
const ENTRIES_PER_WRITE = 1_000;

/** The SHA-256 that chains an entry to the one before it; a changed byte anywhere breaks the chain from there on. */
export function entryHash(previousHash: string, facts: SealedFacts): string {
  const { entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, postings } = facts;
  const lines = postings.map((posting) => [posting.ledgerAccount, posting.accountId, posting.amountCents]);
  const text = JSON.stringify([entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, lines]);
  return hashOf('sha256', previousHash + text);
}

/**
 * Appends entries to the journal in the order given and gives their numbers; entries may be made as they are taken. The
 * caller's transaction decides whether they stay. Throws a RangeError for an entry that does not balance; SQL refuses it a
 * second time.
 */
export async function appendEntries(
  trx: Database,
  entries: Iterable<DraftEntry>,
  commandNumber: number,
): Promise<number[]> {
  const numbers: number[] = [];
  let last = await lastEntry(trx);
  await writeThrough(trx, async (pipe) => {
    let ready = noRows(last.hash);
    for (const slice of chunksOf(entries, ENTRIES_PER_TURN)) {
      slice.forEach(assertBalanced);
      addRows(ready, slice, last.entryNumber, commandNumber);
      for (const index of slice.keys()) numbers.push(last.entryNumber + 1 + index);
      last = { entryNumber: last.entryNumber + slice.length, hash: ready.lastHash };
      await turn();
      if (ready.entries.length < ENTRIES_PER_WRITE) continue;
      await writeRows(pipe, ready);
      ready = noRows(last.hash);
    }
    await writeRows(pipe, ready);
  });
  return numbers;
}

async function writeRows(pipe: WritePipe, rows: EntryRows): Promise<void> {
  // The entry seals what is written under it, so it comes last.
  await pipe.insert('posting', POSTING_COLUMNS, rows.postings);
  await pipe.insert('allocation', ALLOCATION_COLUMNS, rows.allocations);
  await pipe.insert('journal_entry', ENTRY_COLUMNS, rows.entries);
}

/** The rows of entries that are made and not yet written. */
interface EntryRows {
  readonly postings: StoredValue[][];
  readonly allocations: StoredValue[][];
  readonly entries: StoredValue[][];
  /** The hash of the last of them, or of the entry before them. */
  lastHash: string;
}

function noRows(lastHash: string): EntryRows {
  return { postings: [], allocations: [], entries: [], lastHash };
}

interface LastEntry {
  readonly entryNumber: number;
  readonly hash: string;
}

function addRows(rows: EntryRows, slice: readonly DraftEntry[], lastNumber: number, commandNumber: number): void {
  slice.forEach((entry, index) => {
    const entryNumber = lastNumber + 1 + index;
    const previous = rows.lastHash;
    const hash = entryHash(previous, { entryNumber, commandNumber, ...entry });
    entry.postings.forEach((posting, line) =>
      rows.postings.push([entryNumber, line + 1, posting.ledgerAccount, posting.accountId, posting.amountCents]),
    );
    entry.allocations.forEach(({ credit, item, amountCents }, line) =>
      rows.allocations.push([
        entryNumber,
        line + 1,
        ...place(credit, entryNumber),
        ...place(item, entryNumber),
        amountCents,
      ]),
    );
    const { kind, effectiveOn, accountId, memo, reverses } = entry;
    rows.entries.push([
      ...[entryNumber, kind, effectiveOn, accountId, memo, reverses],
      ...[commandNumber, entry.postings.length, previous, hash],
    ]);
    rows.lastHash = hash;
  });
}

function place(ref: LineRef, entryNumber: number): [number, number] {
  return 'line' in ref ? [entryNumber, ref.line + 1] : [ref.entryNumber, ref.lineNumber];
}

/** The number that the next entry gets, for an entry that pays what one before it in the same command charges. */
export async function nextEntryNumber(trx: Database): Promise<number> {
  return (await lastEntry(trx)).entryNumber + 1;
}

async function lastEntry(trx: Database): Promise<LastEntry> {
  const row = await trx<{ entry_number: number; hash: string }>('journal_entry')
    .orderBy('entry_number', 'desc')
    .first('entry_number', 'hash');
  return { entryNumber: row?.entry_number ?? 0, hash: row?.hash ?? '' };
}

function assertBalanced(entry: JournalEntry): void {
  const sum = entry.postings.reduce((total, posting) => total + posting.amountCents, 0);
  if (sum !== 0) throw new RangeError(`The entry "${entry.memo}" does not balance: it is off by ${sum} cents.`);
}
