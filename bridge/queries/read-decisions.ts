import type { RowCells } from '../domain/sheet/row-cells.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A row of Readings that a push decided. */
export interface PushedDecision {
  readonly after: RowCells;
  /** The cells of the decision that it replaced; null where an older version of Curbstop pushed it, which kept none. */
  readonly before: RowCells | null;
}

/** The rows of a pull of readings that the push of a receipt decided, as it found them and as it left them. */
export async function pushedDecisions(
  database: Database,
  pullId: string,
  receiptNumber: number,
): Promise<ReadonlyMap<string, PushedDecision>> {
  const rows = await bulkRead<[key: string, after: string, before: string | null]>(
    database,
    ['row_key', 'cells', 'replaced'],
    'SELECT row_key, cells, replaced FROM sheet_pull_row WHERE pull_id = ? AND receipt = ?',
    [pullId, receiptNumber],
  );
  return new Map(
    rows.map(([key, after, before]) => [
      key,
      { after: JSON.parse(after) as RowCells, before: before === null ? null : (JSON.parse(before) as RowCells) },
    ]),
  );
}
