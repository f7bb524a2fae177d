import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** How a read of a run stands from now on. */
export interface ReadWrite {
  readonly rowKey: string;
  readonly readingId: number | null;
  readonly value: number | null;
  readonly readOn: string | null;
  readonly usageGallons: number | null;
  readonly status: string;
  readonly exceptions: readonly unknown[];
  readonly action: string;
  readonly reason: string;
}

/** Writes how reads of a run stand, and counts their versions up. Throws when a row is not there or is billed. */
export async function writeReadStates(trx: Database, billRunId: string, writes: readonly ReadWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map((write) => [
    write.rowKey,
    write.readingId,
    write.value,
    write.readOn,
    write.usageGallons,
    write.status,
    JSON.stringify(write.exceptions),
    write.action,
    write.reason,
  ]);
  await trx.raw(
    `UPDATE period_read SET
       reading_id = wanted.value ->> 1, value = wanted.value ->> 2, read_on = wanted.value ->> 3,
       usage_gallons = wanted.value ->> 4, status = wanted.value ->> 5, exceptions = wanted.value ->> 6,
       action = wanted.value ->> 7, reason = wanted.value ->> 8, version = version + 1
     FROM json_each(?) AS wanted
     WHERE period_read.bill_run_id = ? AND period_read.row_key = wanted.value ->> 0`,
    [JSON.stringify(rows), billRunId],
  );
}

export interface RereadRequest {
  readonly rowKey: string;
  readonly reason: string;
}

/** Opens a work order for each reread. */
export async function openRereads(
  trx: Database,
  billRunId: string,
  requests: readonly RereadRequest[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'work_order',
    ['kind', 'bill_run_id', 'row_key', 'status', 'reason', 'opened_by_command'],
    requests.map(({ rowKey, reason }) => ['reread', billRunId, rowKey, 'open', reason, commandNumber]),
  );
}

/** Closes the open rereads of these rows: done when a reading came back, withdrawn when it was decided otherwise. */
export async function closeRereads(
  trx: Database,
  billRunId: string,
  rowKeys: readonly string[],
  end: { readonly status: 'done' | 'withdrawn'; readonly commandNumber: number },
): Promise<void> {
  if (rowKeys.length === 0) return;
  await trx.raw(
    `UPDATE work_order SET status = ?, closed_by_command = ?
     WHERE status = 'open' AND bill_run_id = ? AND row_key IN (SELECT value FROM json_each(?))`,
    [end.status, end.commandNumber, billRunId, JSON.stringify(rowKeys)],
  );
}
