import { sha256Hex } from '../bytes/sha256.js';
import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';
import { columnsOf } from './digest.js';

/** The columns that a seal of a run covers: those that were there when it was sealed. */
export interface RunColumns {
  readonly run: readonly string[];
  readonly reads: readonly string[];
}

/** The SHA-256 of a run with the reads that it billed, as SQLite writes them down. */
export async function runDigest(
  database: Database,
  billRunId: string,
  { run, reads }: RunColumns,
): Promise<{ readonly digest: string; readonly readCount: number }> {
  const [row] = await database.raw<{ run: string | null; reads: string; found: number }[]>(
    `SELECT (SELECT json_array(${run.join(', ')}) FROM bill_run WHERE bill_run_id = ?) AS run,
            json_group_array(json_array(${reads.join(', ')}) ORDER BY row_key) AS reads, count(*) AS found
     FROM period_read WHERE bill_run_id = ?`,
    [billRunId, billRunId],
  );
  const digest = sha256Hex(JSON.stringify([row?.run ?? null, row?.reads ?? '']));
  return { digest, readCount: row?.found ?? 0 };
}

/** Seals the runs that are posted and have no seal yet: they and the reads that they billed are never changed again. */
export async function sealPostedRuns(trx: Database): Promise<void> {
  const runs = await trx.raw<{ id: string }[]>(
    `SELECT bill_run_id AS id FROM bill_run
     WHERE status = 'posted' AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_seal)
     ORDER BY billed_on, bill_run_id`,
  );
  if (runs.length === 0) return;
  const columns = { run: await columnsOf(trx, 'bill_run'), reads: await columnsOf(trx, 'period_read') };
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(seal_number) AS last FROM bill_run_seal');
  const rows: [number, string, number, string, string][] = [];
  for (const { id } of runs) {
    const { digest, readCount } = await runDigest(trx, id, columns);
    rows.push([(last?.last ?? 0) + rows.length + 1, id, readCount, JSON.stringify(columns), digest]);
  }
  await bulkInsert(trx, 'bill_run_seal', ['seal_number', 'bill_run_id', 'read_count', 'columns', 'digest'], rows);
}
