import type { PullReply } from '../../bridge/contract/api.js';
import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { BridgeClient } from '../client/bridge-client.js';
import type { ActivityOrigin } from './activity.js';
import { freeze } from './sheet-decoration.js';
import { pulledRows } from './pulled-rows.js';
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
  const onRows = (fetched: number) => onProgress?.(Math.floor(fetched / 2), total);
  const rows = await pulledRows(client, pull.pullId, { rowCount: total, signal, onRows });
  const sheetName = await inWorkbook(async (context) => {
    const place = await choosePlace(context, kind);
    return writePull(context, place, { kind, pull, parameters, rows }, (written) => {
      onProgress?.(Math.floor((total + Math.min(written, total)) / 2), total);
    });
  });
  await inWorkbook((context) => show(context, sheetName));
  return { pull, sheetName };
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
