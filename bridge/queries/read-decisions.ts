import type { SheetCell } from '../contract/commands/push-sheet.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type Cells = Readonly<Record<string, SheetCell>>;

/** The rows of a pull of readings as the push of a receipt left them. */
export async function decisionsAfter(
  database: Database,
  pullId: string,
  receiptNumber: number,
): Promise<ReadonlyMap<string, Cells>> {
  const rows = await bulkRead<[string, string]>(
    database,
    ['row_key', 'cells'],
    'SELECT row_key, cells FROM sheet_pull_row WHERE pull_id = ? AND receipt = ?',
    [pullId, receiptNumber],
  );
  return byKey(rows);
}

/** The rows of a run as the last push before a receipt left them, whatever the pull; those that none touched are left out. */
export async function decisionsBefore(
  database: Database,
  billRunId: string,
  receiptNumber: number,
): Promise<ReadonlyMap<string, Cells>> {
  const rows = await bulkRead<[string, string]>(
    database,
    ['row_key', 'cells'],
    `SELECT row_key, cells, max(receipt) FROM sheet_pull_row JOIN sheet_pull USING (pull_id)
     WHERE kind = 'readings' AND parameters ->> '$.billRunId' = ? AND receipt < ? GROUP BY row_key`,
    [billRunId, receiptNumber],
  );
  return byKey(rows);
}

function byKey(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, Cells> {
  return new Map(rows.map(([key, cells]) => [key, JSON.parse(cells) as Cells]));
}
