import type { Database } from './database.js';

/** A run to open. */
export interface NextRun {
  readonly billRunId: string;
  readonly cycleId: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly billedOn: string;
  readonly dueOn: string;
}

/** Marks a run as posted; its reads and itself are never changed again. */
export async function markPosted(trx: Database, billRunId: string, commandNumber: number): Promise<void> {
  await trx('bill_run').where('bill_run_id', billRunId).update({ status: 'posted', posted_by_command: commandNumber });
}

/** Writes an open run without any reads; `attempt` counts how often its period is billed. */
export async function writeOpenRun(
  trx: Database,
  { attempt = 1, ...run }: NextRun & { readonly attempt?: number },
): Promise<void> {
  await trx('bill_run').insert({
    attempt,
    bill_run_id: run.billRunId,
    cycle_id: run.cycleId,
    period_from: run.periodFrom,
    period_to: run.periodTo,
    billed_on: run.billedOn,
    due_on: run.dueOn,
    status: 'open',
  });
}

/**
 * Opens a run and expects a read of every register that is in place at an active account of the cycle, going on from
 * the posted run's read. A meter that was taken out since, or put in elsewhere, is expected no more.
 */
export async function openRun(trx: Database, run: NextRun, postedRunId: string): Promise<void> {
  await writeOpenRun(trx, run);
  await trx.raw(
    `INSERT INTO period_read (bill_run_id, row_key, account_id, meter_id, register_number, previous_value, previous_on,
                              status, exceptions, action, reason, version)
     SELECT ?, meter_id || '/' || register_number, account_id, meter_id, register_number, value, read_on,
            'missing', '[]', '', '', 1
     FROM period_read JOIN account USING (account_id)
     WHERE bill_run_id = ? AND account.status = 'active' AND period_read.removed_on IS NULL
       AND EXISTS (SELECT 1 FROM meter_installation AS place
                   WHERE place.meter_id = period_read.meter_id AND place.premises_id = account.premises_id
                     AND place.removed_on IS NULL)`,
    [run.billRunId, postedRunId],
  );
}

/** Closes accounts whose final bill is posted. */
export async function closeFinalAccounts(trx: Database, accountIds: readonly string[]): Promise<void> {
  await trx.raw(`UPDATE account SET status = 'closed' WHERE account_id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(accountIds),
  ]);
}
