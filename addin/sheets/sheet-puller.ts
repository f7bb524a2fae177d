import type { PullReply } from '../../bridge/contract/api.js';
import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { BridgeClient } from '../client/bridge-client.js';
import type { ActivityOrigin } from './activity.js';
import { pulledRows } from './pulled-rows.js';
import { choosePlace } from './sheet-place.js';
import { writePull } from './sheet-writer.js';
import { withTyped, type TypedElsewhere } from './typed-elsewhere.js';
import { inWorkbook } from './workbook-session.js';

export interface PullOptions {
  /** Who asks; the pane unless told. */
  readonly origin?: ActivityOrigin;
  readonly onProgress?: (progress: PullProgress) => void;
  /**
   * Stops the pull while rows are fetched or written into a new sheet; the workbook is then as it was. Once rows of an
   * earlier pull are being written over, the sheet is made whole.
   */
  readonly signal?: AbortSignal;
  /** What a person typed elsewhere and needs not type again. */
  readonly typed?: TypedElsewhere | undefined;
}

/** How far a pull is. */
export interface PullProgress {
  /** Rows done; fetching and writing count half each. */
  readonly done: number;
  readonly total: number;
  /** Whether the signal still stops it. */
  readonly canCancel: boolean;
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
  { onProgress, signal, typed }: PullOptions,
): Promise<PullResult> {
  const kind = sheetKinds[kindId];
  const pull = await client.pull({ kind: kindId, parameters }, signal);
  const total = pull.rowCount;
  const tell = (halves: number, canCancel: boolean): void =>
    onProgress?.({ done: Math.floor(halves / 2), total, canCancel });
  const onRows = (fetched: number) => tell(fetched, true);
  const fetched = await pulledRows(client, pull.pullId, { rowCount: total, signal, onRows });
  const rows = typed === undefined ? fetched : withTyped(kind, fetched, typed);
  return inWorkbook(async (context) => {
    const place = await choosePlace(context, kind);
    signal?.throwIfAborted();
    const isNew = place.reused === null;
    tell(total, isNew);
    const onWritten = (written: number) => tell(total + Math.min(written, total), isNew);
    const sheetName = await writePull(context, place, { kind, pull, parameters, rows }, { onRows: onWritten, signal });
    return { pull, sheetName };
  });
}
