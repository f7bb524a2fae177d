import { JOURNAL_LINES_SHOWN_MAX, type RowStatus } from '../../contract/commands/push-sheet.js';
import {
  reversePushPayloadSchema,
  type ReversedRow,
  type ReversePushPayload,
  type ReversePushReply,
} from '../../contract/commands/reverse-push.js';
import { cents } from '../../contract/money.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { sheetKinds, type SheetKindId } from '../../contract/sheets/index.js';
import { pushedReceipt, reversedRows, type PushedReceipt } from '../../queries/pushed-receipt.js';
import { writePushReversals } from '../../store/push-reversals.js';
import type { Command, CommandContext } from '../command.js';
import { journalLines } from '../journal-lines.js';
import { readingCodesSetting } from '../push-sheet/reading-codes-push.js';
import { readingLayoutsSetting } from '../push-sheet/reading-layouts-push.js';
import type { PushReversal, ReversedPush } from './push-reversal.js';
import { accountDataReversal } from './reverse-account-data.js';
import { adjustmentsReversal, approvalsReversal, rebillsReversal } from './reverse-adjustments.js';
import { contactsReversal } from './reverse-contacts.js';
import { decisionsReversal } from './reverse-decisions.js';
import { entriesReversal } from './reverse-entries.js';
import { routeBooksReversal } from './reverse-route-books.js';
import { settingReversal } from './reverse-setting.js';

/**
 * Every kind of sheet that is pushed, and how a push of it is reversed:
 *
 * | sheet           | whole, by row | what is done                                                                    |
 * | --------------- | ------------- | ------------------------------------------------------------------------------- |
 * | Adjustments     | both          | entries the other way; what paid the charges pays others; what waits is withdrawn |
 * | Pending Approvals | both        | what was approved, the same; a request that was declined is made anew            |
 * | Account Entries | both          | the same, but for returned payments and recoveries: that money moved at the bank |
 * | Late Charges    | both          | the same; a waiver counts no more, and the due date can be decided again         |
 * | Readings        | both          | the decision before it, while the run is open and the read stands as pushed      |
 * | Rebill          | whole         | the bills are made again with the figures of before                              |
 * | Account Data    | whole         | what it said counts no more                                                      |
 * | Reading Codes, Reading Layouts | whole | the list before is the setting from today on, if nobody changed it since  |
 * | Route Book      | whole         | the stops go back, if nobody moved any on these routes since                     |
 * | Customer Contacts | both        | what was said before holds again from now on, where nobody changed it since      |
 * | Calls           | never         | another decision is pushed; what was sent can't be called back                   |
 * | Suspense        | never         | the payment is on an account or with its payer: returned and posted again        |
 * | Rates           | never         | bills may be priced by them: the old prices are pushed as a new version          |
 * | Payment Arrangements | never    | it is ended, with a reason                                                       |
 * | Meters          | never         | a meter was in the ground: it is corrected by the sheet's own actions            |
 */
const REVERSALS: Readonly<Partial<Record<SheetKindId, PushReversal>>> = {
  adjustments: adjustmentsReversal,
  'pending-approvals': approvalsReversal,
  'account-entries': entriesReversal,
  'late-charges': entriesReversal,
  readings: decisionsReversal,
  'account-data': accountDataReversal,
  'reading-codes': settingReversal(readingCodesSetting),
  'reading-layouts': settingReversal(readingLayoutsSetting),
  'route-book': routeBooksReversal,
  'customer-contacts': contactsReversal,
  rebill: rebillsReversal,
};

const INSTEAD: Readonly<Partial<Record<SheetKindId, string>>> = {
  suspense:
    'A payment on the wrong account is entered as a returned payment in Account Entries and posted to the right one.',
  rates: 'Pull the version before, and push its prices as a new version from the day on which they hold again.',
  'payment-arrangements': 'Pull Payment Arrangements and end it with a reason.',
  comparison: 'Pull Comparison and push another decision.',
  calls: 'Pull Calls and push another decision; calls that were sent can not be taken back.',
  meters: 'Pull Meters and take the action that sets it right, such as correct, remove or install.',
};

/**
 * Reverses a push, whole or some of its rows. Nothing is deleted: entries go the other way, decisions and settings are
 * what they were before. Throws `unknown-receipt`, `not-a-push`, `push-not-reversible`, `reversed-whole-only`,
 * `already-reversed` or `closed-period`; what is in the way of single rows is told row by row.
 */
export const reversePush: Command<ReversePushPayload, ReversePushReply> = {
  kind: 'reverse-push',
  roles: ['supervisor'],
  payload: reversePushPayloadSchema,
  needsReason: true,
  async execute(context, payload) {
    const { trx, commandNumber } = context;
    const pushed = await pushedReceipt(trx, payload.receiptNumber);
    const reversal = reversalOf(pushed, payload);
    const before = await reversedRows(trx, pushed.receiptNumber);
    const asked = askedRows(pushed, before, payload);
    const done =
      asked.issues.length > 0 ? asked : await reversal.reverse(context, pushed, asked.rows, payload.rows === undefined);
    const leftOut = new Set(done.leftOut);
    const reversed = asked.rows.flatMap(({ key }) => (leftOut.has(key) ? [] : key));
    const keys = new Set(done.issues.length > 0 ? [] : reversed);
    await writePushReversals(trx, { pushedBy: pushed.receiptNumber, rowKeys: [...keys], commandNumber });
    const rows = rowsAfter(pushed, before, keys);
    const reply = { ...(await replyOf(context, pushed, done)), isByRow: reversal.isWhole !== true, rows };
    return { outcome: done.issues.length > 0 ? 'refused' : 'applied', reply, changes: done.changes ?? [] };
  },
};

function reversalOf({ pull, receiptNumber }: PushedReceipt, { rows }: ReversePushPayload): PushReversal {
  const kind = pull.kind as SheetKindId;
  const { title } = sheetKinds[kind];
  const reversal = REVERSALS[kind];
  if (!reversal) {
    throw new CurbstopError({
      code: 'push-not-reversible',
      status: 409,
      message: `Receipt ${receiptNumber} is a push of ${title}, which is not reversed.`,
      fix: INSTEAD[kind] ?? 'Pull the sheet again and push what is right.',
    });
  }
  if (reversal.isWhole && rows !== undefined) {
    throw new CurbstopError({
      code: 'reversed-whole-only',
      status: 409,
      message: `A push of ${title} is one whole, and is not reversed by row.`,
      fix: 'Reverse the whole receipt, or pull the sheet again and push what is right.',
    });
  }
  return reversal;
}

interface AskedRows extends ReversedPush {
  readonly rows: readonly RowStatus[];
}

function askedRows(
  pushed: PushedReceipt,
  before: ReadonlyMap<string, number>,
  { rows }: ReversePushPayload,
): AskedRows {
  if (rows === undefined) {
    const standing = pushed.rows.filter(({ key }) => !before.has(key));
    if (standing.length === 0) throw reversedAlready(pushed, before);
    return { rows: standing, issues: [] };
  }
  const wanted = new Set(rows);
  const found = pushed.rows.filter(({ key }) => wanted.delete(key));
  const unknown = [...wanted].map((rowKey): Issue => ({
    ...{ code: 'unknown-row', rowKey, column: '' },
    message: `Receipt ${pushed.receiptNumber} pushed no row with the key "${rowKey}".`,
    fix: 'Choose among the rows that the receipt lists.',
  }));
  const again = found.flatMap(({ key, sheetRow }): Issue[] => {
    const receipt = before.get(key);
    if (receipt === undefined) return [];
    const message = `Row ${sheetRow} is already reversed, by receipt ${receipt}.`;
    return [{ code: 'already-reversed', rowKey: key, sheetRow, column: '', message, fix: 'Leave it out.' }];
  });
  return { rows: found, issues: [...unknown, ...again] };
}

function reversedAlready({ receiptNumber, pull }: PushedReceipt, before: ReadonlyMap<string, number>): CurbstopError {
  const receipts = [...new Set(before.values())].toSorted((a, b) => a - b);
  const { title, purpose } = sheetKinds[pull.kind as SheetKindId];
  const isEntry = purpose === 'entry';
  const by = `${receipts.length === 1 ? 'receipt' : 'receipts'} ${receipts.join(', ')}`;
  return new CurbstopError({
    code: 'already-reversed',
    status: 409,
    message: `Receipt ${receiptNumber} is already reversed, by ${by}.`,
    fix: `To do again what it did, ${isEntry ? 'enter its rows as new ones' : `pull ${title} again and push`}.`,
  });
}

function rowsAfter(
  { rows }: PushedReceipt,
  before: ReadonlyMap<string, number>,
  reversed: ReadonlySet<string>,
): ReversedRow[] {
  return rows.map(({ key, sheetRow, text }): ReversedRow => {
    const reversedBy = before.get(key) ?? null;
    const state = reversedBy !== null ? 'reversed-before' : reversed.has(key) ? 'reversed' : 'standing';
    return { key, sheetRow, text, state, reversedBy };
  });
}

async function replyOf(
  { trx }: CommandContext,
  { receiptNumber, pull }: PushedReceipt,
  {
    issues,
    notices = [],
    entries = [],
    balances = [],
    releasedCents = cents(0),
    reappliedCents = cents(0),
  }: ReversedPush,
): Promise<Omit<ReversePushReply, 'rows' | 'isByRow'>> {
  const journal = await journalLines(trx, entries, JOURNAL_LINES_SHOWN_MAX);
  return {
    receiptNumber,
    sheet: pull.kind,
    issues: [...issues],
    notices,
    balances,
    releasedCents,
    reappliedCents,
    journal,
  };
}
