import type { Database } from './database.js';
import { writeOpenRun, type NextRun } from './bill-runs.js';

/** Writes that a run is reversed, numbered on from the last reversal. Its entries are in the journal. */
export async function writeRunReversal(
  trx: Database,
  { billRunId, reason, commandNumber }: { billRunId: string; reason: string; commandNumber: number },
): Promise<void> {
  await trx.raw(
    `INSERT INTO bill_run_reversal (reversal_number, bill_run_id, reason, command_number)
     VALUES ((SELECT coalesce(max(reversal_number), 0) + 1 FROM bill_run_reversal), ?, ?, ?)`,
    [billRunId, reason, commandNumber],
  );
}

/**
 * Removes an open run that was at most looked at, compared and decided on: nothing is lost, as decisions stay on record. Where its stops were before they were moved is where
 * the run before it left them.
 */
export async function removeOpenRun(trx: Database, billRunId: string, runBefore: string): Promise<void> {
  await trx.raw(
    `INSERT OR IGNORE INTO held_stop (bill_run_id, premises_id, route_id, sequence)
     SELECT ?, premises_id, route_id, sequence FROM held_stop WHERE bill_run_id = ?`,
    [runBefore, billRunId],
  );
  await trx('held_stop').where('bill_run_id', billRunId).delete();
  await trx('period_read').where('bill_run_id', billRunId).delete();
  await trx('bill_run_look').where('bill_run_id', billRunId).delete();
  await trx('comparison_file').where('bill_run_id', billRunId).delete();
  await trx('bill_run').where('bill_run_id', billRunId).delete();
}

/** Opens a run that bills the period of a reversed one again, with its stops and reads as they were billed. */
export async function reopenRun(
  trx: Database,
  run: NextRun & { readonly attempt: number },
  reversedRunId: string,
): Promise<void> {
  await writeOpenRun(trx, run);
  await trx.raw(
    `INSERT INTO held_stop (bill_run_id, premises_id, route_id, sequence)
     SELECT ?, premises_id, route_id, sequence FROM held_stop WHERE bill_run_id = ?`,
    [run.billRunId, reversedRunId],
  );
  const copied = [
    ...['row_key', 'account_id', 'meter_id', 'register_number', 'previous_value', 'previous_on', 'reading_id'],
    ...['value', 'read_on', 'usage_gallons', 'status', 'exceptions', 'action', 'reason', 'removed_on'],
  ].join(', ');
  await trx.raw(
    `INSERT INTO period_read (bill_run_id, ${copied}, version)
     SELECT ?, ${copied}, 1 FROM period_read WHERE bill_run_id = ?`,
    [run.billRunId, reversedRunId],
  );
}

/** Accounts whose final bill is reversed wait for it again. */
export async function reopenFinalAccounts(trx: Database, reversedRunId: string): Promise<void> {
  await trx.raw(
    `UPDATE account SET status = 'final'
     WHERE status = 'closed' AND account_id IN (SELECT account_id FROM bill WHERE bill_run_id = ?)`,
    [reversedRunId],
  );
}
