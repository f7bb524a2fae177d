import { calendarDate } from '../contract/calendar-date.js';
import type { PushSheetPayload, PushSheetReply, RowStatus } from '../contract/commands/push-sheet.js';
import type { EntryKind } from '../contract/journal-entry.js';
import { CurbstopError } from '../contract/problem.js';
import type { PushedEntry } from '../domain/reversing/decide-reversal.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { findPull, type StoredPull } from '../store/sheet-pulls.js';
import { postedLines, toPostedLines } from './posted-lines.js';
import { commandTitle } from './receipts.js';

/** A push with the rows that it applied. */
export interface PushedReceipt {
  readonly receiptNumber: number;
  readonly pull: StoredPull;
  readonly payload: PushSheetPayload;
  readonly rows: readonly RowStatus[];
  /** What the push came to, as it was told then. */
  readonly totals: PushSheetReply['totals'];
}

/** What takes the place of a reversal, for receipts that are no pushes. */
const INSTEAD: Readonly<Record<string, string>> = {
  'post-bill-run': 'Reverse the run: its receipt has a button for it, and curbstop run reverse does it too.',
  'reverse-push': 'Enter the rows as new ones, or pull the sheet again and push what is right.',
};

/** The push of a receipt. Throws `unknown-receipt`, or `not-a-push` for the receipt of anything else. */
export async function pushedReceipt(database: Database, receiptNumber: number): Promise<PushedReceipt> {
  const [row] = await database.raw<{ kind: string; payload: string; reply: string }[]>(
    'SELECT kind, payload, reply FROM command WHERE command_number = ?',
    [receiptNumber],
  );
  if (!row) throw unknownReceipt(receiptNumber);
  const payload = JSON.parse(row.payload) as PushSheetPayload;
  const pull = row.kind === 'push-sheet' ? await findPull(database, payload.pullId) : null;
  if (!pull) {
    throw new CurbstopError({
      code: 'not-a-push',
      status: 409,
      message: `Receipt ${receiptNumber} (${commandTitle(row.kind, null)}) is no push of a sheet.`,
      fix: INSTEAD[row.kind] ?? 'Only pushes of sheets are reversed; correct it by the same work done anew.',
    });
  }
  const { rows, totals } = JSON.parse(row.reply) as PushSheetReply;
  return { receiptNumber, pull, payload, rows: rows.filter(({ state }) => state === 'applied'), totals };
}

/** Says that there is no such receipt, and where its number is found. */
export function unknownReceipt(receiptNumber: number): CurbstopError {
  return new CurbstopError({
    code: 'unknown-receipt',
    status: 404,
    message: `There is no receipt ${receiptNumber}.`,
    fix: 'Look its number up in Receipts or in the Commands sheet.',
  });
}

type EntryRow = [
  ...[rowKey: string, kind: EntryKind, entryNumber: number, accountId: string | null, effectiveOn: string],
  ...[memo: string, postings: string, paid: string],
];

/** The entries that the rows of a push posted, in their order; credit that was applied besides is of no row. */
export async function pushedEntries(database: Database, receiptNumber: number): Promise<PushedEntry[]> {
  const rows = await bulkRead<EntryRow>(
    database,
    ['row_key', 'kind', 'entry_number', 'account_id', 'effective_on', 'memo', 'postings', 'paid'],
    `SELECT row_key, pushed.kind, pushed.entry_number, account_id, effective_on, memo,
            ${postedLines('pushed.entry_number')}
     FROM pushed_entry AS pushed JOIN journal_entry USING (entry_number)
     WHERE pushed.command_number = ? ORDER BY pushed.entry_number`,
    [receiptNumber],
  );
  return rows.map(([rowKey, kind, entryNumber, accountId, effectiveOn, memo, postings, paid]) => ({
    ...{ rowKey, kind, entryNumber, accountId, memo },
    effectiveOn: calendarDate(effectiveOn),
    ...toPostedLines(postings, paid),
  }));
}

/** The rows of a push that were reversed, with the receipt that did it. */
export async function reversedRows(database: Database, receiptNumber: number): Promise<ReadonlyMap<string, number>> {
  const rows = await bulkRead<[rowKey: string, reversedBy: number]>(
    database,
    ['row_key', 'command_number'],
    'SELECT row_key, command_number FROM push_reversal WHERE pushed_by = ?',
    [receiptNumber],
  );
  return new Map(rows);
}

/** The rows of a pull that stand reversed, with the receipt that reversed each: they were not pushed again since. */
export async function rowsReversedSince(database: Database, pullId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await bulkRead<[rowKey: string, reversedBy: number]>(
    database,
    ['row_key', 'reversed_by'],
    `SELECT pushed.row_key, max(reversal.command_number) AS reversed_by
     FROM sheet_pull_row AS pushed
     LEFT JOIN push_reversal AS reversal ON pushed_by = pushed.receipt AND reversal.row_key = pushed.row_key
     WHERE pull_id = ? GROUP BY pushed.row_key HAVING max(reversal.command_number) >= max(pushed.receipt)`,
    [pullId],
  );
  return new Map(rows);
}
