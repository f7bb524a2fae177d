import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { SheetKind } from '../../contract/sheets/sheet-kind.js';

/** A row's cells by column id, as wire values. */
export type RowCells = Readonly<Record<string, SheetCell>>;

/** The cells of a row that has them in the order of its kind's columns. */
export function rowCells({ columns }: SheetKind, row: readonly SheetCell[]): RowCells {
  return Object.fromEntries(columns.map(({ id }, place) => [id, row[place] ?? null]));
}
