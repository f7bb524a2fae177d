import {
  pushRowSchema,
  ROWS_PER_PUSH_MAX,
  sheetCellSchema,
  type PushRow,
} from '../../bridge/contract/commands/push-sheet.js';
import type { Issue } from '../../bridge/contract/problem.js';
import {
  sentColumns,
  takesNewRows,
  type SheetColumn,
  type SheetKind,
} from '../../bridge/contract/sheets/sheet-kind.js';
import { fromExcel } from './cell-values.js';
import { hasEntries, type SheetRow } from './sheet-rows.js';

/** The rows to send: all that the bridge should know of. Rows without key and entries are none; they are left out. */
export function rowsToSend(kind: SheetKind, rows: readonly SheetRow[]): PushRow[] {
  const columns = sentColumns(kind);
  return rows.filter((row) => isRow(kind, row)).map((row) => toPushRow(columns, row));
}

/** Where rows can be added, an emptied row is one taken back, even though its key is still there. */
function isRow(kind: SheetKind, row: SheetRow): boolean {
  return hasEntries(row) || (!takesNewRows(kind) && row.key !== '');
}

function toPushRow(columns: readonly SheetColumn[], row: SheetRow): PushRow {
  const cells = columns.map((column, index) => fromExcel(column.type, row.cells[index] ?? ''));
  const { key, sheetRow, formulas } = row;
  return { key, sheetRow, cells, ...(formulas.length === 0 ? {} : { formulas: [...formulas] }) };
}

/** What keeps the rows from being sent: the bridge could not even read them. */
export function issuesBeforeSending(kind: SheetKind, rows: readonly PushRow[]): Issue[] {
  if (rows.length > ROWS_PER_PUSH_MAX) return [tooManyRows(rows.length)];
  return rows.flatMap((row) => [...keyIssues(kind, row), ...cellIssues(kind, row)]);
}

export function missingColumnIssues(kind: SheetKind, missing: readonly SheetColumn[]): Issue[] {
  return missing.map(({ id, header, type }) => ({
    code: 'column-missing',
    rowKey: '',
    column: id,
    message: `The column "${header}" is not in the ${kind.title} table any more.`,
    fix:
      type === 'key'
        ? 'Undo until it is back; without it no row can be told from another.'
        : `Undo until it is back, or insert a column with the header "${header}".`,
  }));
}

function tooManyRows(count: number): Issue {
  return {
    code: 'too-many-rows',
    rowKey: '',
    column: '',
    message: `The sheet has ${count} rows; one push takes at most ${ROWS_PER_PUSH_MAX}.`,
    fix: 'Delete the rows that you do not want to push, or pull fewer.',
  };
}

function keyIssues(kind: SheetKind, { key, sheetRow }: PushRow): Issue[] {
  if (pushRowSchema.shape.key.safeParse(key).success) return [];
  const message = `The key in row ${sheetRow} is ${key.length} characters long and was not made by Curbstop.`;
  const column = kind.columns[0]?.id ?? '';
  return [
    { code: 'key-too-long', rowKey: key, sheetRow, column, message, fix: 'Put back the key that was there, or undo.' },
  ];
}

function cellIssues(kind: SheetKind, { key, sheetRow, cells }: PushRow): Issue[] {
  return sentColumns(kind)
    .filter((_, index) => !sheetCellSchema.safeParse(cells[index]).success)
    .map(({ id, header }) => ({
      code: 'cell-too-long',
      rowKey: key,
      sheetRow,
      column: id,
      message: `"${header}" in row ${sheetRow} holds more text than the bridge takes.`,
      fix: 'Shorten it to 2,000 characters or fewer.',
    }));
}
