import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { editableColumns, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';

/** What a person typed in another sheet about a bill, by the ids of the columns here. */
export interface TypedElsewhere {
  readonly bill: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The pulled rows with what was typed elsewhere in the first row of its bill, in cells that a person may fill; else as they are. */
export function withTyped(
  kind: SheetKind,
  rows: readonly (readonly SheetCell[])[],
  { bill, cells }: TypedElsewhere,
): readonly (readonly SheetCell[])[] {
  const billAt = kind.columns.findIndex(({ id }) => id === 'bill');
  const wanted = rows.findIndex((row) => row[billAt] === bill);
  const editable = new Set(editableColumns(kind).map(({ id }) => id));
  const typedIn = (row: readonly SheetCell[]) =>
    kind.columns.map(({ id }, index) => (editable.has(id) ? cells[id] : undefined) ?? row[index] ?? null);
  return rows.map((row, index) => (index === wanted ? typedIn(row) : row));
}
