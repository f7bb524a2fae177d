import type { ExcelCell } from './cell-values.js';
import { formulaOf, type WrittenCell } from './cell-writer.js';

/**
 * A run of rows ends with the row that brings it to so many bytes, so that each but the last has at least these. A request
 * to Excel on the web may have 5 MB: there is room for a last row of long texts and for the rest of the batch.
 */
export const BYTES_PER_REQUEST = 1_500_000;

export interface RowChunk<Row> {
  readonly start: number;
  readonly rows: readonly Row[];
}

/** Cuts rows into runs by the bytes of their JSON. Each run is measured only when it is asked for. */
export function* byteChunks<Row extends readonly (WrittenCell | null)[]>(
  rows: readonly Row[],
  bytesWanted = BYTES_PER_REQUEST,
): Generator<RowChunk<Row>, void, undefined> {
  const encoder = new TextEncoder();
  let start = 0;
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    bytes += encoder.encode(JSON.stringify(row.map(sentCell))).length + 1;
    if (bytes < bytesWanted && index < rows.length - 1) continue;
    yield { start, rows: rows.slice(start, index + 1) };
    start = index + 1;
    bytes = 0;
  }
}

function sentCell(cell: WrittenCell | null): ExcelCell | null {
  return cell === null ? null : formulaOf(cell);
}
