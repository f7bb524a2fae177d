import { shownColumns } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BoundSheet } from './bound-sheet.js';
import { toExcel, type ExcelCell } from './cell-values.js';
import type { FilledColumn } from './filled-cells.js';
import type { RowResult } from './row-result.js';

/**
 * What stands beside typed rows once the bridge was asked, a result for each row of the table: what it says of the row, or
 * nothing. A row that was pushed before keeps what was said of it then.
 */
export function shownCells(
  { kind, columns }: Pick<BoundSheet, 'kind' | 'columns'>,
  rows: readonly (RowResult | undefined)[],
): FilledColumn[] {
  return shownColumns(kind).flatMap((column) => {
    const place = columns.get(column.id);
    const cellOf = (row: RowResult | undefined): ExcelCell | null => {
      return row?.state === 'unchanged' ? null : toExcel(column.type, row?.shown?.[column.id] ?? null);
    };
    return place === undefined ? [] : [{ place, look: column, cells: rows.map(cellOf) }];
  });
}
