import type { BoundSheet } from './bound-sheet.js';
import { byteChunks } from './byte-chunks.js';
import type { ColumnLook, ExcelCell } from './cell-values.js';
import { assignColumn } from './cell-writer.js';
import type { TableColumn } from './column-map.js';

/** What is written into a column of the table: a cell for each row; null leaves it as it is. */
export interface ColumnCells {
  readonly place: TableColumn;
  readonly look: ColumnLook;
  readonly cells: readonly (ExcelCell | null)[];
}

/**
 * Writes columns of the table side by side, all of as many rows, with a request for each 1.5 MB of them.
 * @param firstRow the table's row that their first cells belong to, from 0
 */
export async function writeColumns(
  context: Excel.RequestContext,
  { table }: BoundSheet,
  columns: readonly ColumnCells[],
  firstRow = 0,
): Promise<void> {
  const rows = columns[0]?.cells.map((_, row) => columns.map(({ cells }) => cells[row] ?? null)) ?? [];
  for (const { start, rows: chunk } of byteChunks(rows)) {
    columns.forEach(({ place, look }, index) => {
      const first = table.getDataBodyRange().getCell(firstRow + start, place.index);
      const cells = chunk.map((row) => row[index] ?? null);
      assignColumn(first.getResizedRange(chunk.length - 1, 0), look, cells);
    });
    // eslint-disable-next-line office-addins/no-context-sync-in-loop -- one chunk, unless there are megabytes of texts
    await context.sync();
  }
}
