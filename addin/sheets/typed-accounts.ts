import { shownColumns, type SheetColumn } from '../../bridge/contract/sheets/sheet-kind.js';
import { namesOneBill } from '../../bridge/contract/sheets/shown-account.js';
import { ACCOUNT_COLUMN } from './account-column.js';
import { showsAccountFacts, type ShownCells } from './account-facts.js';
import { changeBinding, readBoundWorkbook, withColumns, type BoundSheet } from './bound-sheet.js';
import { toExcel, type ExcelCell } from './cell-values.js';
import { writeColumns } from './column-cells.js';
import type { TableColumn } from './column-map.js';
import { FilledCells, type FilledColumn } from './filled-cells.js';
import { inWorkbook } from './workbook-session.js';

const LAST_BILL = 'lastBill';

/** Cells that a person changed in one worksheet. */
export interface ChangedCells {
  readonly worksheetId: string;
  readonly addresses: readonly string[];
}

/** The account number that a row of the table names; the row is counted from 0. */
interface TypedAccount {
  readonly row: number;
  readonly accountId: string;
}

interface TypedAccounts {
  readonly pullId: string;
  readonly accounts: readonly TypedAccount[];
}

/**
 * Shows beside account numbers what the bridge knows of them: those that a person just typed, pasted or took away. What a
 * change brought along itself, as sorting does, stays. Nothing is written where it says so already, so that undoing what
 * was typed is followed by nothing that would be undone first.
 * @param ask gives the cells beside account numbers
 */
export async function showTypedAccounts(
  changed: ChangedCells,
  ask: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, ShownCells>>,
): Promise<void> {
  const typed = await inWorkbook((context) => readTyped(context, changed));
  if (typed === null || typed.accounts.length === 0) return;
  const facts = await ask(typed.accounts.map(({ accountId }) => accountId));
  await inWorkbook((context) => writeFacts(context, typed, facts));
}

async function readTyped(
  context: Excel.RequestContext,
  { worksheetId, addresses }: ChangedCells,
): Promise<TypedAccounts | null> {
  const { bound } = await readBoundWorkbook(context);
  const table = bound.find((each) => each.table.worksheet.id === worksheetId && showsAccountFacts(each.kind));
  if (table === undefined) return null;
  const sheet = await withColumns(context, table);
  const account = sheet.columns.get(ACCOUNT_COLUMN);
  if (account === undefined) return null;
  const body = sheet.table.getDataBodyRange();
  const shown = shownPlaces(sheet);
  const hits = addresses.map((address) => {
    const range = sheet.table.worksheet.getRange(address);
    const typed = body.getColumn(account.index).getIntersectionOrNullObject(range);
    typed.load('values,rowIndex');
    const brought = shown.map(({ place }) => body.getColumn(place.index).getIntersectionOrNullObject(range));
    for (const each of brought) each.load('address');
    return { typed, brought };
  });
  await context.sync();
  const accounts = hits
    .filter(({ typed, brought }) => !typed.isNullObject && brought.every(({ isNullObject }) => isNullObject))
    .flatMap(({ typed }) => accountsIn(typed, sheet));
  const byRow = new Map(accounts.map((each) => [each.row, each]));
  return { pullId: sheet.binding.pullId, accounts: [...byRow.values()].sort((a, b) => a.row - b.row) };
}

function accountsIn(typed: Excel.Range, { body }: BoundSheet): TypedAccount[] {
  return textsOf(typed).map((accountId, index) => ({ row: typed.rowIndex + index - body.rowIndex, accountId }));
}

interface ShownPlace {
  readonly place: TableColumn;
  readonly look: SheetColumn;
}

function shownPlaces({ kind, columns }: BoundSheet): ShownPlace[] {
  return shownColumns(kind).flatMap((look) => {
    const place = columns.get(look.id);
    return place === undefined ? [] : [{ place, look }];
  });
}

/**
 * Writes what is not there already, beside rows that still name the account that was asked about. What a person typed there
 * stays, until a preview or a push says so.
 */
async function writeFacts(
  context: Excel.RequestContext,
  { pullId, accounts }: TypedAccounts,
  facts: ReadonlyMap<string, ShownCells>,
): Promise<void> {
  const { bound } = await readBoundWorkbook(context);
  const table = bound.find(({ binding }) => binding.pullId === pullId);
  if (table === undefined) return;
  const sheet = await withColumns(context, table);
  const account = sheet.columns.get(ACCOUNT_COLUMN);
  const [first, last] = [accounts[0]?.row ?? 0, accounts.at(-1)?.row ?? 0];
  if (account === undefined || last >= sheet.body.rowCount) return;
  const read = ({ index }: TableColumn): Excel.Range => {
    const cells = sheet.table
      .getDataBodyRange()
      .getCell(first, index)
      .getResizedRange(last - first, 0);
    return cells.load('values');
  };
  const named = read(account);
  const standing = shownPlaces(sheet).map((column) => ({ ...column, now: read(column.place) }));
  await context.sync();
  const asked = new Map(accounts.map(({ row, accountId }) => [row - first, accountId]));
  const lastBills = standing.find(({ look }) => look.id === LAST_BILL)?.now.values ?? [];
  const wanted = textsOf(named).map((text, row) => {
    const shown = facts.get(text) ?? {};
    return asked.get(row) === text && !standsAlready(shown, lastBills[row]?.[0]) ? shown : null;
  });
  const filledCells = new FilledCells(sheet.binding);
  const columns = standing.map(({ place, look, now }): FilledColumn => {
    const cells = wanted.map((shown, row) => {
      const cell = shown === null ? null : toExcel(look.type, shown[look.id] ?? null);
      const there = (now.values[row]?.[0] ?? '') as ExcelCell;
      return cell === there || filledCells.isTyped(look, there) ? null : cell;
    });
    return { place, look, cells };
  });
  const changed = columns.filter(({ cells }) => cells.some((cell) => cell !== null));
  if (changed.length === 0) return;
  changeBinding(sheet, { filled: filledCells.marksWith(changed) });
  await writeColumns(context, sheet, changed, first);
}

/** A preview that was quicker has shown the account with what its row comes to, which would be taken away again. */
function standsAlready({ lastBill }: ShownCells, standing: unknown): boolean {
  return lastBill === standing && namesOneBill(lastBill);
}

function textsOf({ values }: Excel.Range): string[] {
  return values.map(([cell]) => String(cell).trim());
}
