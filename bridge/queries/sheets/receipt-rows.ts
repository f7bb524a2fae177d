import type { Receipt } from '../../contract/api.js';
import type { RowStatus, SheetCell } from '../../contract/commands/push-sheet.js';
import { groupBy } from '../../contract/group-by.js';
import { centsToDecimalText, sumCents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { sheetKinds } from '../../contract/sheets/index.js';
import { receiptParametersSchema, receiptSheet, type ReceiptParameters } from '../../contract/sheets/receipt.js';
import type { SheetKind } from '../../contract/sheets/sheet-kind.js';
import type { Database } from '../../store/database.js';
import { customerNames } from '../customer-names.js';
import { localClock, type LocalTime } from '../local-clock.js';
import { pushedAccounts } from '../pushed-accounts.js';
import { pushedReceipt, reversedRows, unknownReceipt, type PushedReceipt } from '../pushed-receipt.js';
import { receiptEntries, type ReceiptEntry } from '../receipt-entries.js';
import { receipts } from '../receipts.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What a push did, row by row, as it was told then, with what reversed it since. Throws `unknown-receipt` or `not-a-push`. */
export const receiptSource: SheetSource<ReceiptParameters> = {
  kind: receiptSheet,
  parameters: receiptParametersSchema,
  async read(database, { receiptNumber }, now) {
    const [receipt] = await receipts(database, [{ sql: 'command_number = ?', value: receiptNumber }]);
    if (receipt === undefined) throw unknownReceipt(receiptNumber);
    if (receipt.standingRows === null) throw notAPush(receipt);
    const pushed = await pushedReceipt(database, receiptNumber);
    const reversed = await reversedRows(database, receiptNumber);
    const clock = localClock((await utilitySettings(database, now)).timeZone);
    const { rows } = pushed;
    return {
      subject: subjectOf(receipt, pushed, clock),
      rows: await rowsOf(database, pushed, { reversed, reversals: reversalWords(receipt, clock) }),
      totals: [
        { label: 'Rows', value: rows.length.toLocaleString('en-US') },
        ...(reversed.size === 0 ? [] : [{ label: 'Reversed since', value: reversed.size.toLocaleString('en-US') }]),
        ...pushed.totals,
      ],
    };
  },
};

function notAPush({ receiptNumber, title, reversedReceipt, hasEntries }: Receipt): CurbstopError {
  const instead = hasEntries
    ? 'Its journal entries are in the Ledger sheet: press See it in the ledger beside the receipt.'
    : 'Pull Commands: it says who did it, when and why.';
  return new CurbstopError({
    code: 'not-a-push',
    status: 409,
    message: `Receipt ${receiptNumber} (${title}) is no push of a sheet, and has no rows to list.`,
    fix: reversedReceipt === null ? instead : `Pull receipt ${reversedReceipt}: it says of each row what reversed it.`,
  });
}

type Clock = (instant: string) => LocalTime;

/** The kinds by the ids that the books keep; a kind may be gone since. */
const KINDS: Readonly<Partial<Record<string, SheetKind>>> = sheetKinds;

function subjectOf({ receiptNumber, personName, appliedAt, reason }: Receipt, { pull }: PushedReceipt, clock: Clock) {
  const { date, time } = clock(appliedAt);
  const what = `${KINDS[pull.kind]?.title ?? pull.kind}, pushed by ${personName} on ${date} at ${time.slice(0, 5)}`;
  return `Receipt ${receiptNumber}: ${what}${reason === '' ? '' : `. Reason: ${reason}`}`;
}

/** Of each receipt that reversed rows of the push: who did it, on what day and why. */
function reversalWords({ reversals }: Receipt, clock: Clock): ReadonlyMap<number, string> {
  return new Map(
    reversals.map(({ receiptNumber, personName, appliedAt, reason }) => {
      return [receiptNumber, `${personName}, ${clock(appliedAt).date}: ${reason}`];
    }),
  );
}

interface Reversed {
  readonly reversed: ReadonlyMap<string, number>;
  readonly reversals: ReadonlyMap<number, string>;
}

/** The rows as they stood in the sheet, then the entries that are of no single row. */
async function rowsOf(database: Database, pushed: PushedReceipt, since: Reversed): Promise<SheetCell[][]> {
  const pushedKeys = new Set(pushed.rows.map(({ key }) => key));
  const byRow = groupBy(await receiptEntries(database, pushed.receiptNumber), ({ rowKey }) =>
    rowKey !== null && pushedKeys.has(rowKey) ? rowKey : null,
  );
  const others = byRow.get(null) ?? [];
  const named = await pushedAccounts(database, pushed);
  const accountOf = ({ key }: RowStatus) => named(key) ?? byRow.get(key)?.find((entry) => entry.accountId)?.accountId;
  const accounts = [...pushed.rows.map(accountOf), ...others.map(({ accountId }) => accountId)];
  const names = await customerNames(
    database,
    accounts.flatMap((account) => account ?? []),
  );
  const nameOf = (account: string | null | undefined) => (account ? (names.get(account) ?? null) : null);
  return [
    ...pushed.rows.map((row): SheetCell[] => {
      const account = accountOf(row) ?? null;
      const reversedBy = since.reversed.get(row.key) ?? null;
      const whoReversed = reversedBy === null ? null : (since.reversals.get(reversedBy) ?? null);
      const told = [row.key, row.sheetRow, account, nameOf(account), row.text];
      return [...told, ...entryCells(byRow.get(row.key) ?? []), reversedBy, whoReversed];
    }),
    ...others.map((entry): SheetCell[] => {
      const { entryNumber, accountId, memo } = entry;
      return [`E${entryNumber}`, null, accountId, nameOf(accountId), memo, ...entryCells([entry]), null, null];
    }),
  ];
}

/** Debit, credit, and the numbers of entries and documents. */
function entryCells(entries: readonly ReceiptEntry[]): SheetCell[] {
  const total = (of: (entry: ReceiptEntry) => ReceiptEntry['debitCents']) => {
    const sum = sumCents(entries.map(of));
    return sum === 0 ? null : centsToDecimalText(sum);
  };
  const documents = entries.flatMap(({ documentNumber }) => documentNumber ?? []);
  return [
    total(({ debitCents }) => debitCents),
    total(({ creditCents }) => creditCents),
    entries.map(({ entryNumber }) => entryNumber).join(', ') || null,
    documents.join(', ') || null,
  ];
}
