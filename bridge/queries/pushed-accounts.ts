import { z } from 'zod';
import type { PushRow, SheetCell } from '../contract/commands/push-sheet.js';
import { sheetKinds, type SheetKindId } from '../contract/sheets/index.js';
import { sentColumns, type SheetKind } from '../contract/sheets/sheet-kind.js';
import type { Database } from '../store/database.js';
import { allPulledRows } from '../store/sheet-pulls.js';
import type { PushedReceipt } from './pushed-receipt.js';

/** The kinds by the ids that the books keep; a kind may be gone since. */
const KINDS: Readonly<Partial<Record<string, SheetKind>>> = sheetKinds;

const ACCOUNT_COLUMN = 'account';
/** The parameters of a sheet that is about one account. */
const wholeSheetSchema = z.looseObject({ accountId: z.string() });
/** Their rows' keys are account numbers. */
const KEYED_BY_ACCOUNT: ReadonlySet<string> = new Set<SheetKindId>(['customer-contacts', 'late-charges', 'calls']);

/**
 * The account that a row of a push names, by the row's key; null for none: it is typed in the row, pulled with it, its key, or
 * the one account that the sheet is about.
 */
export async function pushedAccounts(
  database: Database,
  { pull, payload }: PushedReceipt,
): Promise<(key: string) => string | null> {
  const kind = KINDS[pull.kind];
  if (kind === undefined) return () => null;
  if (KEYED_BY_ACCOUNT.has(kind.id)) return (key) => key;
  const sent = sentColumns(kind).findIndex(({ id }) => id === ACCOUNT_COLUMN);
  const place = kind.columns.findIndex(({ id }) => id === ACCOUNT_COLUMN);
  if (place < 0) {
    const whole = wholeSheetSchema.safeParse(pull.parameters);
    return () => (whole.success ? whole.data.accountId : null);
  }
  const rows: readonly (readonly [key: string, account: SheetCell | undefined])[] =
    sent < 0
      ? (await allPulledRows(database, pull.pullId)).map((row) => [String(row[0]), row[place]])
      : payload.rows.map(({ key, cells }: PushRow) => [key, cells[sent]]);
  const accounts = new Map(rows.map(([key, account]) => [key, String(account ?? '').trim() || null]));
  return (key) => accounts.get(key) ?? null;
}
