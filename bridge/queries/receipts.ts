import type { Receipt } from '../contract/api.js';
import { RECEIPTS_PAGE } from '../contract/receipt-search.js';
import { sheetKinds } from '../contract/sheets/index.js';
import type { SheetKind } from '../contract/sheets/sheet-kind.js';
import type { Database } from '../store/database.js';
import { KINDS_TOLD } from './adjusting/letters-told.js';
import { keptSetting, utilityDate } from './utility-settings.js';

const TITLES: Readonly<Record<string, string>> = {
  'accept-clock': 'Clock accepted',
  'add-account-note': 'Account note added',
  'add-ledger-accounts': 'Ledger accounts added',
  'add-route': 'Route made',
  'import-payments': 'Payment file posted',
  'close-period': 'Period closed',
  'import-bounces': 'E-mail that came back read',
  'import-call-results': 'Results of calls read',
  'keep-call-file': 'Call file made',
  'keep-mailing-file': 'Mailing file made',
  'load-route-books': 'Route books loaded',
  'load-sample-town': 'Sample town loaded',
  'note-calls-handed-over': 'Call file noted as handed over',
  'note-call-send': 'Call file sending noted',
  'note-ebill-notices': 'E-bill notices noted',
  'note-mailing-send': 'Mailing file sending noted',
  'pair-client': 'Client paired',
  'approve-bill-run': 'Bill run approved',
  'post-bill-run': 'Bill run posted',
  'name-comparison-services': 'Services of another system named',
  'record-run-output': 'Bill run: output recorded',
  'set-run-criteria': 'Bill run: dates and message set',
  'post-payment': 'Payment posted',
  'post-remittance': 'Remittance posted',
  'push-sheet': 'Sheet pushed',
  'reverse-bill-run': 'Bill run reversed',
  'reverse-push': 'Push reversed',
  'revoke-client': 'Client revoked',
  'set-account-input': 'Account data set',
  'set-setting': 'Setting changed',
  'set-tariff-version': 'Tariff version added',
  'strike-account-note': 'Account note struck',
  'unload-readings': 'Readings unloaded',
  'upgrade-tables': 'Tables upgraded',
  'upgrade-ledger': 'Ledger upgraded to open items',
};

interface ReceiptRow {
  readonly command_number: number;
  readonly kind: string;
  readonly name: string;
  readonly applied_at: string;
  readonly reason: string;
  readonly sheet: string | null;
  readonly has_entries: number;
  readonly posted_run_id: string | null;
  readonly has_route_changes: number;
  readonly kinds_told: string;
  readonly pushed_rows: number | null;
  readonly reversals: string;
  readonly reversed_receipt: number | null;
}

/** What commands must fit: a condition of SQL with one placeholder, and its value. */
export interface ReceiptCondition {
  readonly sql: string;
  readonly value: string | number;
}

/** The newest commands that fit all conditions: who did what, when and why. */
export async function receipts(
  database: Database,
  conditions: readonly ReceiptCondition[] = [],
  limit = RECEIPTS_PAGE,
): Promise<Receipt[]> {
  const rows = await database.raw<ReceiptRow[]>(
    `SELECT command_number, command.kind, person.name, applied_at, reason, sheet_pull.kind AS sheet,
            EXISTS (SELECT 1 FROM journal_entry WHERE journal_entry.command_number = command.command_number) AS has_entries,
            EXISTS (SELECT 1 FROM route_change WHERE route_change.command_number = command.command_number) AS has_route_changes,
            ${KINDS_TOLD} AS kinds_told,
            iif(command.kind = 'post-bill-run', (SELECT bill_run_id FROM standing_run
                WHERE bill_run_id = command.payload ->> '$.billRunId'), NULL) AS posted_run_id,
            iif(sheet_pull.kind IS NULL, NULL, reply ->> '$.applied') AS pushed_rows,
            iif(command.kind = 'reverse-push', command.payload ->> '$.receiptNumber', NULL) AS reversed_receipt,
            (SELECT json_group_array(json_array(reversing.command_number, by.name, reversing.applied_at, reversing.reason, rows)
                                     ORDER BY reversing.command_number)
             FROM (SELECT command_number, count(*) AS rows FROM push_reversal WHERE pushed_by = command.command_number
                   GROUP BY command_number) AS made
             JOIN command AS reversing ON reversing.command_number = made.command_number
             JOIN person AS by ON by.person_id = reversing.person_id) AS reversals
     FROM command JOIN person USING (person_id)
     LEFT JOIN sheet_pull ON command.kind = 'push-sheet' AND sheet_pull.pull_id = command.payload ->> '$.pullId'
     WHERE ${['true', ...conditions.map(({ sql }) => sql)].join(' AND ')}
     ORDER BY command_number DESC LIMIT ?`,
    [...conditions.map(({ value }) => value), limit],
  );
  const made: Receipt[] = [];
  for (const row of rows) made.push(toReceipt(row, reversalsOf(row), await hasLetters(database, row)));
  return made;
}

/** Whether letters can be made of a receipt, by the setting of its day where the utility is, as they are written. */
async function hasLetters(database: Database, { kinds_told, applied_at }: ReceiptRow): Promise<boolean> {
  const kinds = JSON.parse(kinds_told) as string[];
  if (kinds.length === 0) return false;
  const day = await utilityDate(database, new Date(applied_at));
  const unwanted: readonly string[] = (await keptSetting(database, 'adjustment-letter', day)).noLetterFor;
  return kinds.some((kind) => !unwanted.includes(kind));
}

type Reversals = Receipt['reversals'];

function reversalsOf({ reversals }: ReceiptRow): Reversals {
  const made = JSON.parse(reversals) as [number, string, string, string, number][];
  return made.map(([receiptNumber, personName, appliedAt, reason, rows]) => {
    return { receiptNumber, personName, appliedAt, reason, rows };
  });
}

function toReceipt(row: ReceiptRow, reversals: Reversals, isWrittenAbout: boolean): Receipt {
  const reversedCount = reversals.reduce((sum, { rows }) => sum + rows, 0);
  return {
    receiptNumber: row.command_number,
    kind: row.kind,
    title: commandTitle(row.kind, row.sheet),
    personName: row.name,
    appliedAt: row.applied_at,
    reason: row.reason,
    hasEntries: row.has_entries === 1,
    postedRunId: row.posted_run_id,
    hasRouteChanges: row.has_route_changes === 1,
    hasLetters: isWrittenAbout,
    standingRows: row.pushed_rows === null ? null : row.pushed_rows - reversedCount,
    reversals,
    reversedReceipt: row.reversed_receipt,
  };
}

/** The kinds by the ids that the books keep; a kind may be gone since. */
const KINDS: Readonly<Record<string, SheetKind>> = sheetKinds;

/** What a command did, in words; a pushed sheet is named by its title. */
export function commandTitle(kind: string, sheet: string | null): string {
  const title = TITLES[kind] ?? kind;
  return sheet === null ? title : `${title}: ${KINDS[sheet]?.title ?? sheet}`;
}
