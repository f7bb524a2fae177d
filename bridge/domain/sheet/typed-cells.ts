import type { Issue } from '../../contract/problem.js';
import type { SheetKind } from '../../contract/sheets/sheet-kind.js';
import type { RowChange } from './compare-rows.js';
import type { RowCells } from './row-cells.js';

/** The text of a cell; null where it is empty or no text. */
export function textOf(cells: RowCells, column: string): string | null {
  const value = cells[column];
  return typeof value === 'string' ? value : null;
}

export function isEmpty(cells: RowCells, column: string): boolean {
  return cells[column] === null || cells[column] === undefined;
}

/** The heading of a column, as a person sees it. */
export function headerOf(kind: SheetKind, column: string): string {
  return kind.columns.find(({ id }) => id === column)?.header ?? column;
}

/** An issue for each of these columns that is empty, with what to fill in. */
export function missingCells(
  kind: SheetKind,
  { key, sheetRow, wanted }: RowChange,
  columns: readonly string[],
  fixes: Readonly<Record<string, string>>,
): Issue[] {
  return columns
    .filter((column) => isEmpty(wanted, column))
    .map((column) => ({
      code: 'missing',
      rowKey: key,
      sheetRow,
      column,
      message: `${headerOf(kind, column)} is empty.`,
      fix: fixes[column] ?? 'Fill it in.',
    }));
}

/** An issue for each of these columns that is filled in though the row has no use for it. */
export function unusedCells(
  kind: SheetKind,
  { key, sheetRow, wanted }: RowChange,
  columns: readonly string[],
  chosen: { readonly column: string; readonly choice: string },
): Issue[] {
  return columns
    .filter((column) => !isEmpty(wanted, column))
    .map((column) => ({
      code: 'not-used',
      rowKey: key,
      sheetRow,
      column,
      message: `${headerOf(kind, column)} says nothing in a row for ${chosen.choice}.`,
      fix: `Clear it, or choose what you mean in ${headerOf(kind, chosen.column)}.`,
    }));
}
