import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { refuseUnsafeFormulas, templateOf } from '../../bridge/contract/sheets/formula-cells.js';
import type { FormulaReference } from '../../bridge/contract/sheets/formula-template.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { toExcel } from './cell-values.js';
import type { WrittenCell } from './cell-writer.js';
import { columnLetter, FIRST_DATA_ROW, writtenColumns } from './sheet-layout.js';

/**
 * The cells of pulled rows as they are to be written, with the bridge's formulas placed. Throws a CurbstopError, before
 * anything is written, when a formula column has what is no formula of the bridge's own.
 */
export function cellsOf(kind: SheetKind, rows: readonly (readonly SheetCell[])[]): WrittenCell[][] {
  refuseUnsafeFormulas(kind, rows);
  const rowNumbers = new Map(rows.map(([key], index) => [String(key), FIRST_DATA_ROW + index]));
  const addressIn =
    (home: string) =>
    ({ rowKey, columnId }: FormulaReference): string =>
      `${letterOf(kind, columnId ?? home)}${rowNumbers.get(rowKey)}`;
  return rows.map((row) =>
    writtenColumns(kind).map(({ id, type }, index) => {
      const cell = row[index] ?? null;
      const template = type === 'formula' ? templateOf(cell) : null;
      return template === null ? toExcel(type, cell) : { template, addressOf: addressIn(id) };
    }),
  );
}

function letterOf(kind: SheetKind, columnId: string): string {
  return columnLetter(kind.columns.findIndex(({ id }) => id === columnId));
}
