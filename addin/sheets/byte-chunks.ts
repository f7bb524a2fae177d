import type { ExcelCell } from './cell-values.js';
import { formulaOf, type WrittenCell } from './cell-writer.js';

/** A request to Excel on the web may have 5 MB; this leaves room for the rest of the batch. */
const BYTES_MAX = 1_250_000;

export interface RowChunk<Row> {
  readonly start: number;
  readonly rows: readonly Row[];
}

/** Cuts rows into runs whose JSON stays below the limit; a single longer row is a run of its own. */
export function byteChunks<Row extends readonly (WrittenCell | null)[]>(
  rows: readonly Row[],
  bytesMax = BYTES_MAX,
): RowChunk<Row>[] {
  const chunks: { start: number; rows: Row[] }[] = [];
  const encoder = new TextEncoder();
  let bytes = Infinity;
  rows.forEach((row, start) => {
    const size = encoder.encode(JSON.stringify(row.map(sentCell))).length + 1;
    if (bytes + size > bytesMax) {
      chunks.push({ start, rows: [] });
      bytes = 0;
    }
    chunks.at(-1)?.rows.push(row);
    bytes += size;
  });
  return chunks;
}

function sentCell(cell: WrittenCell | null): ExcelCell | null {
  return cell === null ? null : formulaOf(cell);
}
