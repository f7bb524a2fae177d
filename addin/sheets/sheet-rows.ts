import { shownColumns, type SheetColumn, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { fingerprintOf } from '../client/fingerprint.js';
import { breathe } from './breathe.js';
import type { ExcelCell } from './cell-values.js';

/** A row of the table: its key and some of its cells, as a rule the sent ones, in the order of the sheet kind. */
export interface SheetRow {
  /** Counted from 0 in the table's body. */
  readonly index: number;
  /** The row's number in the worksheet. */
  readonly sheetRow: number;
  readonly key: string;
  readonly cells: readonly ExcelCell[];
  /** Ids of the columns whose cell holds a formula. */
  readonly formulas: readonly string[];
}

export interface SheetRows {
  readonly rows: readonly SheetRow[];
  /** The key column or editable columns that are no longer in the table; the rows are then empty. */
  readonly missing: readonly SheetColumn[];
}

/** The columns beside the key that stay as pulled: none is the person's to fill, and none is shown anew at a preview. */
export function fixedColumns(kind: SheetKind): readonly SheetColumn[] {
  const shown = shownColumns(kind);
  return kind.columns.slice(1).filter((column) => {
    return column.editable !== true && column.isSent !== true && !shown.includes(column);
  });
}

/** Tells whether a person typed anything into the row. */
export function hasEntries(row: SheetRow): boolean {
  return row.formulas.length > 0 || row.cells.some((cell) => String(cell).trim() !== '');
}

/** After so many rows the page gets its turn. */
const ROWS_AT_A_TIME = 5_000;

type DigestedRow = Pick<SheetRow, 'key' | 'cells' | 'formulas'>;

/** A digest of what the person can change: the cells to fill, and of a sheet whose order says something, that too. */
export async function editsDigest(kind: SheetKind, rows: readonly DigestedRow[]): Promise<string> {
  const cells = await digestOf(rows);
  if (kind.isOrdered !== true) return cells;
  return fingerprintOf([cells, ...rows.map(({ key }) => key).filter((key) => key !== '')]);
}

/**
 * A digest of what the cells hold, whatever the order of the rows. Rows with nothing in them do not count: where only
 * editable cells are read, deleting untouched rows is no edit.
 */
export async function digestOf(rows: readonly DigestedRow[]): Promise<string> {
  const texts: string[] = [];
  for (const [index, { key, cells, formulas }] of rows.entries()) {
    if (index % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await breathe();
    if (formulas.length > 0 || cells.some((cell) => cell !== '')) texts.push(JSON.stringify([key, cells, formulas]));
  }
  return fingerprintOf(texts.sort());
}
