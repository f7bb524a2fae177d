import { chunksOf } from '../contract/chunks-of.js';
import { bulkInsert } from './bulk.js';
import { refuseMissing } from './changed-rows.js';
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

/** So many rows go into a statement, so that its text stays small. */
const ROWS_PER_STATEMENT = 5_000;

/** Writes how reads of a run stand, and counts their versions up. Throws when a row is not there or is billed. */
export async function writeReadStates(trx: Database, billRunId: string, writes: Iterable<ReadWrite>): Promise<void> {
  for (const some of chunksOf(writes, ROWS_PER_STATEMENT)) {
    await trx.raw(
      `UPDATE period_read SET
         reading_id = wanted.value ->> 1, value = wanted.value ->> 2, read_on = wanted.value ->> 3,
         usage_gallons = wanted.value ->> 4, status = wanted.value ->> 5, exceptions = wanted.value ->> 6,
         action = wanted.value ->> 7, reason = wanted.value ->> 8, version = version + 1
       FROM jsonb_each(?) AS wanted
       WHERE period_read.bill_run_id = ? AND period_read.row_key = wanted.value ->> 0`,
      [JSON.stringify(some.map(toRow)), billRunId],
    );
    await refuseMissing(trx, some.length, `reads of the run ${billRunId}`);
  }
}

/** Where a read of a run goes on from. */
export interface ReadBeginning {
  readonly rowKey: string;
  readonly previousValue: number;
  readonly previousOn: string;
}

/** Has reads of an open run go on from other reads before them. Throws when a row is not there or is billed. */
export async function moveBeginnings(
  trx: Database,
  billRunId: string,
  beginnings: readonly ReadBeginning[],
): Promise<void> {
  await trx.raw(
    `UPDATE period_read SET previous_value = wanted.value ->> 1, previous_on = wanted.value ->> 2
     FROM json_each(?) AS wanted
     WHERE period_read.bill_run_id = ? AND period_read.row_key = wanted.value ->> 0`,
    [JSON.stringify(beginnings.map((each) => [each.rowKey, each.previousValue, each.previousOn])), billRunId],
  );
  await refuseMissing(trx, beginnings.length, `reads of the run ${billRunId}`);
}

function toRow(write: ReadWrite): (string | number | null)[] {
  const { rowKey, readingId, value, readOn, usageGallons, status, exceptions, action, reason } = write;
  return [rowKey, readingId, value, readOn, usageGallons, status, JSON.stringify(exceptions), action, reason];
}

export interface RereadRequest {
  readonly rowKey: string;
  readonly reason: string;
  /** What was found on the read, in sentences. */
  readonly exception: string;
  /** What was read first; null when nothing was. */
  readonly firstReadingId: number | null;
}

/** Opens a work order for each reread. */
export async function writeRereads(
  trx: Database,
  billRunId: string,
  requests: readonly RereadRequest[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'work_order',
    ['kind', 'bill_run_id', 'row_key', 'status', 'reason', 'exception', 'first_reading_id', 'opened_by_command'],
    requests.map(({ rowKey, reason, exception, firstReadingId }) => {
      return ['reread', billRunId, rowKey, 'open', reason, exception, firstReadingId, commandNumber];
    }),
  );
}

/** Closes the open rereads of these rows, which were decided otherwise. */
export async function withdrawRereads(
  trx: Database,
  billRunId: string,
  rowKeys: readonly string[],
  commandNumber: number,
): Promise<void> {
  if (rowKeys.length === 0) return;
  await trx.raw(
    `UPDATE work_order SET status = 'withdrawn', closed_by_command = ?
     WHERE status = 'open' AND bill_run_id = ? AND row_key IN (SELECT value FROM json_each(?))`,
    [commandNumber, billRunId, JSON.stringify(rowKeys)],
  );
}

export interface ReturnedReread {
  readonly rowKey: string;
  readonly readingId: number | null;
}

/** Closes the open rereads of these rows by what came back. */
export async function returnRereads(
  trx: Database,
  billRunId: string,
  returned: readonly ReturnedReread[],
  commandNumber: number,
): Promise<void> {
  if (returned.length === 0) return;
  await trx.raw(
    `UPDATE work_order SET status = 'done', closed_by_command = ?, returned_reading_id = wanted.value ->> 1
     FROM json_each(?) AS wanted
     WHERE status = 'open' AND bill_run_id = ? AND row_key = wanted.value ->> 0`,
    [commandNumber, JSON.stringify(returned.map(({ rowKey, readingId }) => [rowKey, readingId])), billRunId],
  );
}

export interface SettledReread {
  readonly rowKey: string;
  /** What became of the read; null when it waits again. */
  readonly outcome: string | null;
}

/** Says what became of the reads that these rows' last rereads brought. */
export async function settleRereads(
  trx: Database,
  billRunId: string,
  settled: readonly SettledReread[],
  commandNumber: number,
): Promise<void> {
  if (settled.length === 0) return;
  await trx.raw(
    `UPDATE work_order SET outcome = wanted.value ->> 1, settled_by_command = iif(wanted.value ->> 1 IS NULL, NULL, ?)
     FROM json_each(?) AS wanted
     WHERE work_order_number = (SELECT max(work_order_number) FROM work_order AS done
                                WHERE done.status = 'done' AND done.bill_run_id = ? AND done.row_key = wanted.value ->> 0)`,
    [commandNumber, JSON.stringify(settled.map(({ rowKey, outcome }) => [rowKey, outcome])), billRunId],
  );
}
