import type { PullReply } from '../../bridge/contract/api.js';
import { PULL_PAGE_ROWS_MAX } from '../../bridge/contract/api.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { CurbstopError } from '../../bridge/contract/problem.js';
import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { BridgeClient } from '../client/bridge-client.js';
import type { ActivityOrigin } from './activity.js';
import { freeze } from './sheet-decoration.js';
import { choosePlace } from './sheet-place.js';
import { writePull } from './sheet-writer.js';
import { inWorkbook, whenAllowed } from './workbook-session.js';

export interface PullOptions {
  /** Who asks; the pane unless told. */
  readonly origin?: ActivityOrigin;
  /** Rows done of all rows; fetching and writing count half each. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops the pull while rows are fetched; the workbook is then untouched. */
  readonly signal?: AbortSignal;
}

export interface PullResult {
  readonly pull: PullReply;
  readonly sheetName: string;
}

/** Fetches a whole pull, and only then writes it: a pull that breaks off leaves the workbook as it was. */
export async function pullIntoSheet(
  client: BridgeClient,
  kindId: SheetKindId,
  parameters: unknown,
  { onProgress, signal }: PullOptions,
): Promise<PullResult> {
  const kind = sheetKinds[kindId];
  const pull = await client.pull({ kind: kindId, parameters }, signal);
  const total = pull.rowCount;
  const rows = await fetchRows(client, pull, signal, (fetched) => onProgress?.(Math.floor(fetched / 2), total));
  const sheetName = await inWorkbook(async (context) => {
    const place = await choosePlace(context, kind);
    return writePull(context, place, { kind, pull, parameters, rows }, (written) => {
      onProgress?.(Math.floor((total + Math.min(written, total)) / 2), total);
    });
  });
  await inWorkbook((context) => show(context, sheetName));
  return { pull, sheetName };
}

async function fetchRows(
  client: BridgeClient,
  { pullId, rowCount }: PullReply,
  signal: AbortSignal | undefined,
  onRows: (fetched: number) => void,
): Promise<SheetCell[][]> {
  const rows: SheetCell[][] = [];
  while (rows.length < rowCount) {
    const page = await client.pullRows(pullId, rows.length, PULL_PAGE_ROWS_MAX, signal);
    if (page.length === 0) throw rowsMissing(rows.length, rowCount);
    for (const row of page) rows.push(row);
    onRows(rows.length);
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

/** Freezing and activating fail when another workbook has the focus; the sheet is complete without them. */
async function show(context: Excel.RequestContext, sheetName: string): Promise<void> {
  const sheet = context.workbook.worksheets.getItem(sheetName);
  await whenAllowed(async () => {
    freeze(sheet);
    await context.sync();
  });
  await whenAllowed(async () => {
    sheet.activate();
    await context.sync();
  });
}
