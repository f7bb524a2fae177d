import { PULL_PAGE_ROWS_MAX } from '../../bridge/contract/api.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { CurbstopError } from '../../bridge/contract/problem.js';
import type { BridgeClient } from '../client/bridge-client.js';

export interface PulledRowsOptions {
  /** How many there must be; all that there are unless told. */
  readonly rowCount?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with how many are fetched so far. */
  readonly onRows?: (fetched: number) => void;
}

/** Fetches the rows of a pull page by page. Throws a BridgeFailure, or a CurbstopError when rows are missing. */
export async function pulledRows(
  client: BridgeClient,
  pullId: string,
  { rowCount = Infinity, signal, onRows }: PulledRowsOptions = {},
): Promise<SheetCell[][]> {
  const rows: SheetCell[][] = [];
  while (rows.length < rowCount) {
    const page = await client.pullRows(pullId, rows.length, PULL_PAGE_ROWS_MAX, signal);
    for (const row of page) rows.push(row);
    onRows?.(rows.length);
    if (rowCount === Infinity && page.length < PULL_PAGE_ROWS_MAX) break;
    if (page.length === 0) throw rowsMissing(rows.length, rowCount);
  }
  return rows;
}

function rowsMissing(fetched: number, rowCount: number): CurbstopError {
  return new CurbstopError({
    code: 'rows-missing',
    message: `The bridge promised ${rowCount} rows and sent ${fetched}. Nothing was written.`,
    fix: 'Pull again.',
  });
}
